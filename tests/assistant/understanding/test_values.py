"""Numbers, amounts, codes, dates, times and addresses as said in many Englishes and as a recogniser writes them, each in one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.spoken.cardinals import NUMBER_WORDS
from assistant.understanding.values import find_values

NUMBERS = {
    "That's 9.90 a box.": "9.90=9.9",
    "two thousand and eighty for the ten of you": "two thousand and eighty=2080; ten=10",
    "forty-five boxes": "forty-five=45",
    "forty five boxes": "forty five=45",
    "six hundred and ten instead of five forty": "six hundred and ten=610",
    "two dozen": "two dozen=24",
    "a dozen eggs and half a dozen rolls": "a dozen=12; half a dozen=6",
    "Twelve hundred sheets, please.": "Twelve hundred=1200",
    "from eleven hundred cartons to nine hundred": "eleven hundred=1100; nine hundred=900",
    "It's a hundred and forty now and not a hundred and ten.": "a hundred and forty=140; a hundred and ten=110",
    "five hundred kilos": "five hundred=500",
    "about 500kg": "500=500",
    "two pallets and one crate": "two=2; one=1",
    "one point five": "one point five=1.5",
    "zero point zero five": "zero point zero five=0.05",
    "three point one four": "three point one four=3.14",
    "twelve and a half tons": "twelve and a half=12.5",
    "three and a quarter metres": "three and a quarter=3.25",
    "one and three quarters": "one and three quarters=1.75",
    "two and a half thousand units": "two and a half thousand=2500",
    "half a million": "half a million=500000",
    "2.5 million users": "2.5 million=2500000",
    "1.2k orders a day": "1.2k=1200",
    "1,20,000 pieces": "1,20,000=120000",
    "one lakh twenty thousand": "one lakh twenty thousand=120000",
    "two crore": "two crore=20000000",
    "18,400 of them": "18,400=18400",
    "two million three hundred thousand and eighty": "two million three hundred thousand and eighty=2300080",
    "two thousand, four hundred boxes": "two thousand, four hundred=2400",
    "between two hundred and three hundred": "two hundred=200; three hundred=300",
    "between two hundred and fifty and three hundred": "two hundred and fifty=250; three hundred=300",
    "between one hundred and two thousand": "one hundred=100; two thousand=2000",
    "two thousand and three thousand": "two thousand=2000; three thousand=3000",
    "four or five hundred": "four=400; five hundred=500",
    "10-15 people": "10=10; 15=15",
    "two forty-foot containers": "two=2; forty=40",
    "the 12-inch boxes": "12=12",
    "net thirty": "thirty=30",
    "They walked off in twenty twenty-four.": "twenty twenty-four=2024",
    "nineteen ninety-eight was a good year": "nineteen ninety-eight=1998",
    "a hundred, two hundred, whatever you like": "a hundred=100; two hundred=200",
    "about 400. Five of the big ones.": "400=400; Five=5",
    "Oh, seven of us": "seven=7",
    "4 hundred and 20": "4 hundred and 20=420",
    "two thirds of the order": "two thirds=2/3",
    "three quarters of them": "three quarters=0.75",
    "the last three quarters": "three=3",
    "minus five degrees": "minus five=-5",
    "It was -5.": "-5=-5",
    "100K users": "100K=100000",
    "ten 20kg bags": "ten=10; 20=20",
    "40-50 K a year": "40=40000; 50 K=50000",
    "forty odd": "forty=40",
    "the sixty-eight seater": "sixty-eight=68",
}
AMOUNTS = {
    "It's £18,400 in all.": "£18,400=GBP 18400",
    "£1,200": "£1,200=GBP 1200",
    "Nine dollars each": "Nine dollars=USD 9",
    "$3.50 each": "$3.50=USD 3.50",
    "A$45 a month": "A$45=AUD 45",
    "€2.5m over three years": "€2.5m=EUR 2500000; three=3",
    "£1.2k a month": "£1.2k=GBP 1200",
    "$3.5 million": "$3.5 million=USD 3500000",
    "EUR 500 or 500 EUR": "EUR 500=EUR 500; 500 EUR=EUR 500",
    "Rs 1,20,000 plus tax": "Rs 1,20,000=INR 120000",
    "two lakh rupees": "two lakh rupees=INR 200000",
    "R1,250 per unit": "R1,250=ZAR 1250",
    "five hundred rand": "five hundred rand=ZAR 500",
    "twelve and a half percent": "twelve and a half percent=12.5%",
    "fifteen percent off": "fifteen percent=15%",
    "2.5 per cent": "2.5 per cent=2.5%",
    "half a percent? No, one percent.": "half a percent=0.5%; one percent=1%",
    "10 to 15 percent": "10=10%; 15 percent=15%",
    "ten to fifteen percent": "ten=10%; fifteen percent=15%",
    "10-15% off": "10=10%; 15%=15%",
    "between two and three grand": "two=2000; three grand=3000",
    "four or five hundred pound a year": "four=GBP 400; five hundred pound=GBP 500",
    "one or two pounds": "one=GBP 1; two pounds=GBP 2",
    "fifty pence": "fifty pence=GBP 0.50",
    "50p each": "50p=GBP 0.50",
    "thirty-one cents a box": "thirty-one cents=0.31",
    "it's two pound eighty a set": "two pound eighty=GBP 2.80",
    "five dollars and ten cents": "five dollars and ten cents=USD 5.10",
    "twelve pounds fifty.": "twelve pounds fifty=GBP 12.50",
    "two pounds, fifty boxes": "two pounds=GBP 2; fifty=50",
    "three and a half grand": "three and a half grand=3500",
    "three grand before anybody paid": "three grand=3000",
    "two fifty pounds on the van": "two fifty pounds=GBP 250",
    "nine ninety dollars": "nine ninety dollars=USD 990",
    "two million dollars": "two million dollars=USD 2000000",
    "fourteen hundred quid": "fourteen hundred quid=GBP 1400",
    "forty-nine bucks a month": "forty-nine bucks=USD 49",
    "thirty thousand Australian dollars": "thirty thousand Australian dollars=AUD 30000",
    "$3 to $4 million": "$3=USD 3000000; $4 million=USD 4000000",
    "£10-15": "£10=GBP 10; 15=GBP 15",
    "another eighteen pounds, for the extra thirty": "eighteen pounds=GBP 18; thirty=30",
    "a hundred percent of the deposit": "a hundred percent=100%",
    "Aye, but four hundred pound's four hundred pound.": "four hundred pound's=GBP 400; four hundred pound=GBP 400",
    "$100K ARR": "$100K=USD 100000",
    "That's $367 and 65 cents.": "$367 and 65 cents=USD 367.65",
    "25RMB": "25RMB=CNY 25",
    "500€": "500€=EUR 500",
    "forty pounds of sugar": "forty=40 number",
}
CODES = {
    "item 4471-B, please": "4471-B=4471-B",
    "It's BP800-12.": "BP800-12=BP800-12",
    "XJ-200": "XJ-200=XJ-200",
    "The code's four four one seven.": "four four one seven=4417",
    "four four one seven": "four four one seven=4417",
    "It's two nine five eight, and then the star.": "two nine five eight=2958",
    "double four seven": "double four seven=447",
    "triple nine double two": "triple nine double two=99922",
    "the pin is 4 4 7 2": "4 4 7 2=4472",
    "4, 4, 7, 9": "4, 4, 7, 9=4479",
    "oh four four seven": "oh four four seven=0447",
    "eight oh two oh": "eight oh two oh=8020",
    "A as in alpha, B for bravo, 4 4 7": "A as in alpha, B for bravo, 4 4 7=AB447",
    "alpha bravo four four seven": "alpha bravo four four seven=AB447",
    "P O 4 4 7 dash 2": "P O 4 4 7 dash 2=PO447-2",
    "part number one two three dash A": "one two three dash A=123-A",
    "The pump's BP eight hundred dash twelve. And": "BP eight hundred dash twelve=BP800-12",
    "the kit is, um, IK four four one.": "IK four four one=IK441",
    "the L three forty-five. And": "L three forty-five=L345",
    "it's LS nine, seven DT.": "LS nine, seven DT=LS9 7DT",
    "SW1A 1AA": "SW1A 1AA=SW1A 1AA",
    "four four, slash, nine one six two, slash, B": "four four, slash, nine one six two, slash, B=44/9162/B",
    "invoice 10234": "10234=10234",
    "order number 88120": "88120=88120",
    "the reference is 7741": "7741=7741",
    "extension 204": "204=204",
    "order #447": "447=447",
    "sort code 20-45-77": "20-45-77=20-45-77",
    "account number 00447120": "00447120=00447120",
    "tracking number 1 2 3 4 5 6": "1 2 3 4 5 6=123456",
    "the gate code is forty-four seventeen": "forty-four seventeen=4417",
    "card 4111 1111 1111 1111": "4111 1111 1111 1111=4111111111111111",
    "T for tango, seven, seven, two": "T for tango, seven, seven, two=T772",
    "BP eight hundred dash twelve, one crate": "BP eight hundred dash twelve=BP800-12; one=1 number",
    "HB, T, double seven oh three one": "HB, T, double seven oh three one=HBT77031",
    "LC four oh two nine nine one, and four oh two nine nine six.": "LC four oh two nine nine one=LC402991; four oh two nine nine six=402996",
    "It's N-W-3, four A-B.": "N-W-3, four A-B=NW3 4AB",
    "It's 4-4-7-1.": "4-4-7-1=4471",
    "oh-four-four-seven": "oh-four-four-seven=0447",
    "INV-2024-0031": "INV-2024-0031=INV-2024-0031",
    "reference HX/2291/B": "HX/2291/B=HX/2291/B",
    "My account is A for apple, B for bravo, four, four, seven, nine.": "A for apple, B for bravo, four, four, seven, nine=AB4479",
    "policy number ltx 528769143": "528769143=528769143",
    "SKU 00123": "00123=00123",
    "model X T 4 hundred": "X T 4 hundred=XT400",
    "zip code 90210": "90210=90210",
}
PHONES = {
    "on 020 7946 0018": "020 7946 0018=02079460018",
    "07700 900123": "07700 900123=07700900123",
    "It's +44 20 7946 0018.": "+44 20 7946 0018=+442079460018",
    "+44 (0)20 7946 0018": "+44 (0)20 7946 0018=+442079460018",
    "(555) 123-4567": "(555) 123-4567=5551234567",
    "555-123-4567": "555-123-4567=5551234567",
    "1-800-555-0199": "1-800-555-0199=18005550199",
    "call me on 555-0142": "555-0142=5550142",
    "oh seven seven double oh nine hundred one two three": "oh seven seven double oh nine hundred one two three=07700900123",
    "five five five, one two three, four five six seven": "five five five, one two three, four five six seven=5551234567",
    "plus four four two oh seven nine four six double oh one eight": "plus four four two oh seven nine four six double oh one eight=+442079460018",
    "zero eight three, five five five, zero one two three": "zero eight three, five five five, zero one two three=0835550123",
    "0400 123 456": "0400 123 456=0400123456",
    "five five five, oh one two, oh one double three": "five five five, oh one two, oh one double three=5550120133",
    "ring me on 98765 43210": "98765 43210=9876543210",
}
DATES = {
    "on 14 June": "14 June=--06-14",
    "June the 14th": "June the 14th=--06-14",
    "12th of March": "12th of March=--03-12",
    "the twelfth of March": "the twelfth of March=--03-12",
    "March the third": "March the third=--03-03",
    "March 3rd, 2026": "March 3rd, 2026=2026-03-03",
    "May 12th works": "May 12th=--05-12",
    "12 March 2026": "12 March 2026=2026-03-12",
    "twenty-first of August twenty twenty-six": "twenty-first of August twenty twenty-six=2026-08-21",
    "by the thirtieth of June.": "the thirtieth of June=--06-30",
    "on Sept 4, then": "Sept 4=--09-04",
    "by 2026-03-12": "2026-03-12=2026-03-12",
    "on 25/12/2026": "25/12/2026=2026-12-25",
    "on 12/25/26": "12/25/26=2026-12-25",
    "on the twelfth": "the twelfth=---12",
    "Tuesday the sixth, in the morning": "the sixth=---06",
    "Monday, the twenty-third.": "the twenty-third=---23",
    "It stops on the thirtieth.": "the thirtieth=---30",
    "Your next one's on the first, and": "the first=---01",
    "before the 16th, please": "the 16th=---16",
    "the third of next month": "the third of next month=---03",
    "February twenty-ninth": "February twenty-ninth=--02-29",
    "six cameras first, and the twenty-first for the last two": "six=6 number; the twenty-first=---21; two=2 number",
    "Between the 10th and the 14th of May.": "the 10th=--05-10; the 14th of May=--05-14",
    "from the fifth to the ninth": "the fifth=---05; the ninth=---09",
    "May the fifth": "May the fifth=--05-05",
}
TIMES = {
    "at 10:30": "10:30=10:30",
    "at 14:30": "14:30=14:30",
    "at 2:30": "2:30=14:30",
    "at 4 pm today": "4 pm=16:00",
    "9am": "9am=09:00",
    "9.15 a.m. sharp": "9.15 a.m.=09:15",
    "nine fifteen a.m.": "nine fifteen a.m.=09:15",
    "half past two": "half past two=14:30",
    "Half three, then.": "Half three=15:30",
    "quarter to nine": "quarter to nine=08:45",
    "a quarter past four": "a quarter past four=16:15",
    "ten to nine it is": "ten to nine=08:50",
    "twenty-five past eleven": "twenty-five past eleven=11:25",
    "five minutes to four": "five minutes to four=15:55",
    "Nine o'clock, Tuesday": "Nine o'clock=09:00",
    "like four in the morning": "four in the morning=04:00",
    "eight at night": "eight at night=20:00",
    "by two thirty": "two thirty=14:30",
    "Wednesday, twelve fifteen.": "twelve fifteen=12:15",
    "Tomorrow at nine?": "nine=09:00",
    "at ten tomorrow": "ten=10:00",
    "before noon": "noon=12:00",
    "half past nine tomorrow morning": "half past nine=09:30",
    "Saturday at eight": "eight=08:00",
    "nine oh five a.m.": "nine oh five a.m.=09:05",
    "my mail by five today": "five=17:00",
    "Friday, before ten.": "ten=10:00",
    "Between two and four pm.": "two=14:00; four pm=16:00",
    "from 9 to 5pm": "9=09:00; 5pm=17:00",
    "at about ten thirty": "ten thirty=10:30",
    "four four nine o'clock": "nine o'clock=09:00",
    "eleven p.m.": "eleven p.m.=23:00",
}
EMAILS = {
    "write to dana@harbour.co.uk": "dana@harbour.co.uk=dana@harbour.co.uk",
    "It's info@acme.com.": "info@acme.com=info@acme.com",
    "dana at acme dot com": "dana at acme dot com=dana@acme.com",
    "it's Dana at acme.com": "Dana at acme.com=dana@acme.com",
    "d dot smith at north-side dot co dot uk": "d dot smith at north-side dot co dot uk=d.smith@north-side.co.uk",
    "purchase underscore orders at mill dash lane dot org": "purchase underscore orders at mill dash lane dot org=purchase_orders@mill-lane.org",
    "dana whitfield at acme dot com, all one word": "dana whitfield at acme dot com=danawhitfield@acme.com",
    "D-A-N-A at acme dot com": "D-A-N-A at acme dot com=dana@acme.com",
    "j b smith at gmail dot com": "j b smith at gmail dot com=jbsmith@gmail.com",
    "dana 99 at gmail dot com": "dana 99 at gmail dot com=dana99@gmail.com",
    "invoices at taberna dot com for the credit note": "invoices at taberna dot com=invoices@taberna.com",
    "sales at gulf dental dot com": "sales at gulf dental dot com=sales@gulfdental.com",
    "Email priya dot k at outlook dot com dot au": "priya dot k at outlook dot com dot au=priya.k@outlook.com.au",
}
KINDS = {"number": NUMBERS, "amount": AMOUNTS, "code": CODES, "phone": PHONES, "date": DATES, "time": TIMES, "email": EMAILS}
NOTHING = """
nobody said a thing
one of those
no one rang
There's no one to put up on the thing.
one moment
One second only, Tanya
one day, maybe
the other one
on second thoughts
the second pallet was better
first of all
the first thing they said
the third floor, they'll have to buzz you in
Third floor.
the twelfth floor
his tenth birthday
the 21st century
at the dot
on the dot, no
connect the dots
it's a dot com company
Dot at the front desk
you may come
it may be the first of many
may I help
that would be to be expected
we march on
to be or not to be
for a while
a couple of hundred
a few thousand
hundreds of them
several hundred
thousands, honestly
24/7
twenty-four seven
3/4
50/50
fifty-fifty
eighteen four
five forty
two fifty
fourteen fifty a bushel
a box of two fifty
one, two, three, four
one two three, testing
three, two, one
one on one
one by one
nine times out of ten
thanks a million
I'm in two minds
a hundred percent
I'm a hundred percent sure
100%, yes
half the forwards
half an hour
a quarter of an hour
at quarter past
this quarter
the low quarter
for the half day
B2B
our 3D printer
the COVID-19 thing
on the M25
version 4.2.1
find us at acme dot com
it's at acme.com
www.acme.com/offers
you can see it at acme dot com
Dana Whitfield at acme dot com
on 12/03/2026
we'll meet at the office
the A team
I got a B for that
Plan B
vitamin C
I'd take A or B
OK, AM or PM?
zero interest
a pound a box
grand, thanks
two ticks
you two
my two cents
a dash of milk
I've got to dash
Oh no
point taken
What's the point?
cross the i's and dot the t's
hang on a sec
He's over the moon about it.
dear oh dear
double check
double it
Juliet and Oscar
Mike from the depot
echo that
the 1990s
flat 3B
ten past
it's ten to.
a quarter of a million
three quarters of a million
thirty three and a third percent
February the thirtieth
M8 bolts
1-2-1
50-50
9/11
travel and hotel and golf
#1 choice
at 3ish
1 000 000
I'll second that
fifth avenue
third-party insurance
a pair of them
It might be May or June.
march on, then
seven days a week
it's five ninety-nine
thirteen-fifty
Seven Eleven
A/B testing
two-fifty a head
the eight hundreds
the twenty-fifth floor
""".strip().splitlines()


def _read(kind: str, written: str) -> list[tuple[str, str, str]]:
    """ "two=2; fifty pence=GBP 0.50": of the kind, unless a value has another kind or a form that only numbers have."""
    found = []
    for part in written.split("; "):
        quote, value = part.rsplit("=", 1)
        what = "number" if value.endswith(" number") or (kind == "amount" and value.isdigit() and not value.endswith("00")) else kind
        found.append((what, quote, value.removesuffix(" number")))
    return found


@pytest.mark.parametrize(("kind", "text", "written"), [(kind, text, written) for kind, table in KINDS.items() for text, written in table.items()])
def test_values_in_one_form(kind: str, text: str, written: str) -> None:
    assert [(value.what, value.quote, value.value) for value in find_values(text)] == _read(kind, written)


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_found_that_is_not_there(text: str) -> None:
    assert find_values(text) == ()


def test_values_of_all_kinds_stand_in_the_order_of_the_text() -> None:
    text = "Two of XJ-200 at £12.50, by the twelfth of March, half past two; ring 020 7946 0018 or mail dana at acme dot com."
    assert [value.what for value in find_values(text)] == ["number", "code", "amount", "date", "time", "phone", "email"]


_WORDS = [
    *sorted(NUMBER_WORDS),
    *"a and to or at the of in oh half quarter past double dot dash com pounds p percent k grand march may first twelfth am B XJ".split(),
    *"4 12 2026 1,200 9.90 £ $ % , . - / : @ ( ) +".split(),
]


@given(st.lists(st.tuples(st.sampled_from(_WORDS), st.sampled_from(["", " "])), max_size=16))
def test_quotes_are_words_of_the_text_that_follow_each_other_and_never_overlap(said: list[tuple[str, str]]) -> None:
    text = "".join(word + blank for word, blank in said)
    start = 0
    for value in find_values(text):
        assert value.quote
        assert value.value
        start = text.index(value.quote, start) + len(value.quote)


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    assert all(value.quote in text for value in find_values(text))
