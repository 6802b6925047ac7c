import pytest
import typst

from hope_portal import pdf
from tests import papers

LETTER = {"title": "A letter", "lang": "en", "paragraphs": ["Dear parents,"], "slip": []}


def letter(**said):
    return pdf.render("letter", {**LETTER, **said})


def test_what_goes_in_comes_out_as_text():
    content = letter(title="Safer online", paragraphs=["Dear parents, naïve, Łódź, ñandú."])

    assert papers.words(content) == "Safer online Dear parents, naïve, Łódź, ñandú."


def test_a_paper_can_be_read_out_in_its_language():
    content = letter(title="Una carta", lang="es")

    assert papers.info(content) == {"lang": "es", "tagged": True, "title": "Una carta", "accessible": True}


def test_the_same_data_make_the_same_bytes():
    assert letter() == letter()


@pytest.mark.parametrize(
    "hostile",
    [
        '#pagebreak() #include "/etc/passwd" #sys.inputs',
        "*bold* _italic_ $x^2$ `raw` = Heading <label> @ref // gone /* too */",
        '\\" } ] , {{ }} {% now %} <script>alert(1)</script> & <b>',
        "https://example.org/*#a",
    ],
)
def test_nothing_in_the_data_is_read_as_markup(hostile):
    content = letter(title=hostile, paragraphs=[hostile])

    assert papers.words(content) == f"{hostile} {hostile}"
    assert papers.page_count(content) == 1


def test_greek_cyrillic_hebrew_and_arabic_are_shown():
    content = letter(paragraphs=["Ελλάδα", "Привет", "שלום", "سلام"])

    found = papers.words(content)
    assert "Ελλάδα" in found and "Привет" in found
    assert set("שלום") <= set(found)
    assert papers.info(content)["accessible"]


@pytest.mark.parametrize("title", ["Party 🎉 for parents", "東京ロータリークラブ", "\u202egnp.exe"])
def test_what_no_font_of_ours_shows_costs_the_character_and_not_the_paper(title):
    content = letter(title=title)

    assert papers.page_count(content) == 1
    assert "Dear parents," in papers.words(content)
    assert papers.info(content)["tagged"]


@pytest.mark.parametrize("bad", ["a\x00b", "a\x1bb", "a\ud800b", "a\ue000b"])
def test_control_characters_are_left_out(bad):
    assert papers.words(letter(paragraphs=[bad])) == "A letter ab"


def test_a_text_without_end_is_cut():
    content = letter(paragraphs=["word " * 100_000])

    assert papers.page_count(content) <= 3
    assert papers.words(content).count("word") == pdf.LONGEST / len("word ")
    assert "…" in papers.words(content)


def test_a_list_without_end_is_cut():
    content = letter(paragraphs=["One more."] * 100_000)

    assert papers.words(content).count("One more.") == pdf.MOST


def test_a_word_without_end_is_broken():
    content = letter(paragraphs=["W" * 400])

    words = papers.words(content).split()
    assert "".join(words) == "Aletter" + "W" * 400
    assert max(map(len, words)) <= 40


def test_an_address_of_a_page_stays_in_one_piece():
    address = "https://www.missingkids.org/netsmartz/" + "a" * 60

    assert pdf.printable(address) == address


def test_a_template_that_is_wrong_says_so():
    with pytest.raises(typst.TypstError, match="paragraphs"):
        pdf.render("letter", {"title": "A letter", "lang": "en"})


def test_a_browser_gets_it_to_look_at_and_to_save():
    response = pdf.pdf_response("letter", LETTER, name="letter-to-parents")

    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == 'inline; filename="letter-to-parents.pdf"'
    assert response.content == letter()
