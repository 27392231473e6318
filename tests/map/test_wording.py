"""What two sentences on one thing have in common."""

from loader.map.wording import told_words


def test_forms_of_a_word_are_one_and_small_numbers_are_digits():
    assert told_words("Nine died as missiles struck") == told_words("missile struck; 9 died")


def test_words_that_tell_nothing_are_left_out():
    assert told_words("The minister said on Friday that they were there") == frozenset()
    assert told_words("26 at Kyiv’s depot, 1,500 crates") == {"26", "kyiv", "depot", "1500", "crat"}
