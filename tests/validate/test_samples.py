"""What a load writes is what the shapes ask for."""

from loader.settings import Settings
from loader.store import Library
from loader.validate import Severity, check, validate_article, validate_file


def test_a_sample_conforms_by_the_reference(sample, reference):
    report = validate_article(sample, reference)
    assert report.conforms
    assert report.articles == 1


def test_a_sample_has_nothing_wrong_for_the_pipeline(sample):
    assert not [v for v in check(sample) if v.severity is Severity.VIOLATION]


def test_the_dump_of_a_store_with_all_samples_conforms(sample_store, tmp_path, compiled):
    with Library.open(Settings(store=sample_store)) as library:
        library.dump(tmp_path / "dump.nq")
        loaded = library.statistics().articles
    report = validate_file(tmp_path / "dump.nq", compiled)
    assert [str(v) for v in report.violations if v.severity is Severity.VIOLATION] == []
    assert report.articles == loaded
