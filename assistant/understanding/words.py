"""The classes of words the patterns are made of: how people say "call", "we", "just", and which nouns are business and which are life."""

from assistant.understanding.grammar import Grammar

LIFE = """
    wife|husband|hubby|missus|partner|spouse|fiance|fiancee|mum|mom|mam|mommy|dad|daddy|mother|father|parents|in laws|mother in law
    |father in law|folks|my son|your son|his son|her son|our son|my sons|your sons|daughter|daughters|kid|kids|kiddo|lad|lads|lass|youngest
    |eldest|oldest|middle one|little one|little ones|little man|little girl|little fella|young fella|nan|nana|gran|granny|grandma
    |grandmother|grandad|grandpa|grandson|granddaughter|grandchild|grandchildren|grandkids|baby|newborn|twins|toddler|teenager|teenagers
    |sister|sisters|brother|my brothers|your brothers|niece|nephew|cousin|auntie|aunt|uncle|family|wedding|married|marriage|honeymoon
    |engaged|engagement|anniversary|christening|birthday|bar mitzvah|baptism|graduation|graduated|prom|funeral|pregnant|born|newlyweds|bride
    |groom|weather|raining|rained|rain|snow|snowing|snowed|sunny|sunshine|heatwave|heat wave|humid|storm|storms|hurricane|freezing|frost
    |foggy|windy|chilly|drizzle|monsoon|load shedding|loadshedding|haze|flooding|hail|thunder|lightning|blizzard|icy|harmattan|scorching
    |boiling|roasting|baking hot|scorcher|temperature|temperatures|degrees outside|nil|three nil|two nil|one nil|nil nil|hat trick|football
    |footie|footy|soccer|rugby|cricket|golf|tennis|hurling|gaelic|camogie|marathon|half marathon|parkrun|playoffs|super bowl|superbowl
    |world cup|cup final|derby|goal|goals|scored|extra time|penalties|trophy|medal|hockey|baseball|basketball|nfl|nba|ipl|wicket|wickets
    |test match|springboks|boks|proteas|all blacks|wallabies|wimbledon|olympics|formula one|grand prix|fishing|fish|marlin|trout|angling
    |surfing|skiing|snowboarding|hike|hiking|cycling|bike ride|bike|swimming|sailing|boat|kayak|gym|yoga|pilates|knitting|gardening|pottery
    |choir|guitar|piano|drums|band|dancing|karate|ballet|padel|pickleball|match|the game|big game|the final|playoff|final whistle
    |championship|tournament|league|season tickets|quarterback|touchdown|home run|innings|the lions|the eagles|the reds|the blues|man united
    |liverpool|arsenal|chelsea|super eagles|holiday|holidays|vacation|cruise|beach|honeymooners|spain|portugal|greece|italy|france|tenerife
    |majorca|mallorca|florida|cancun|hawaii|mexico|bali|thailand|goa|dubai|turkey|cyprus|malta|crete|corfu|disney|disneyland|orlando
    |mauritius|cornwall|devon|wales|lake district|zanzibar|maldives|kerala|phuket|ibiza|lanzarote|benidorm|croatia|vegas|las vegas|camping
    |caravan|camper|airport|suntan|sunburn|sunburnt|jet lag|jet lagged|jetlag|trip|trips|tour|travels|travelling|traveling|travel
    |weekend|weekends|bank holiday|long weekend|half term|easter|christmas|xmas|thanksgiving|diwali|eid|ramadan|holi|hanukkah|new year
    |new year 's|halloween|fourth of july|chinese new year|day off|retired|retirement|retiring|dog|dogs|puppy|pups|pup|cat|cats|kitten
    |hamster|horse|pony|chickens|goat|budgie|parrot|garden|allotment|tomatoes|tulips|roses|lawn|flowers|barbecue|bbq|braai|conservatory
    |moved house|house move|new house|new home|diy|decorating|restaurant|pub|pint|pints|beer|cake|recipe|cooking|baking|baked|bbqs|curry
    |pizza|biryani|jollof|film|movie|movies|cinema|concert|gig|festival|netflix|tv|telly|television|bake off|strictly|theatre|musical
    |podcast|album|singing|karaoke|party|parties|hospital|surgery|operation|knee|hip|back pain|flu|cold going round|covid|cough|sneezing
    |poorly|recovering|recovery|recovered|plaster cast|broken leg|broken arm|broke his|broke her|sprained|physio|dentist|sick|illness
    |hangover|hungover|slept|sleep|sleepless|traffic|commute|school run|school play|sports day|nativity|exams|gcses|a levels|uni|university
    |college|first day of school|driving test|passed her test|passed his test|jogging|diet|losing weight|new car|motorbike|old times
    |old days|back in the day|photo|photos|pictures of|nice to get away|get away|got away|go away|went away|anywhere nice|up to anything
    |lovely time|great time|good time|day out|night out|brunch|sunday lunch|sunday roast|roast|turkey dinner|presents|santa|fireworks|lie in
    |lottery|wedding photos|accent
"""
"""Nouns of life outside the business."""

BUSINESS = """
    order|orders|ordered|ordering|reorder|invoice|invoices|invoiced|bill|bills|billing|billed|payment|payments|quote|quotes|quoted
    |quotation|estimate|price|prices|pricing|priced|cost|costs|discount|rate|rates|fee|fees|charge|charges|charged|contract|contracts
    |agreement|renewal|renewals|renew|subscription|licence|license|licences|licenses|lease|policy|policies|premium|cover|coverage|claim
    |claims|account|accounts|statement|budget|budgets|tender|proposal|proposals|delivery|deliveries|deliver|delivered|shipment|shipments
    |shipping|shipped|courier|pallet|pallets|parcel|parcels|consignment|container|containers|warehouse|stock|inventory|supplier|suppliers
    |supply|supplies|purchase|purchasing|procurement|product|products|sample|samples|catalogue|brochure|spec|specs|specification|model
    |machine|machines|equipment|unit|units|part|parts|spare|spares|pump|pumps|valve|valves|filter|filters|engine|compressor|boiler|printer
    |printers|toner|software|system|systems|login|password|server|servers|laptop|laptops|users|seats|data|backup|upgrade|install
    |installation|installed|fitting|service visit|servicing|serviced|engineer|engineers|technician|repair|repairs|repaired|maintenance
    |warranty|guarantee|fault|faulty|broken|leak|leaking|problem|problems|issue|issues|complaint|complaints|urgent|emergency|replacement
    |replace|return|returns|refund|credit note|appointment|appointments|booking|bookings|booked|meeting|demo|trial|training|audit|inspection
    |certificate|figures|numbers|report|reports|paperwork|documents|document|form|forms|deadline|project|site|job sheet|purchase order|po
    |signature|sign|signed|deposit|loan|mortgage|interest rate|insurance|insurer|broker|tax|vat|payroll|staff|headcount|shift|rota|cases
    |boxes|bottles|kegs|barrels|bags|tonnes|tons|litres|gallons|kilos|metres|rolls|reams|cartons|crates|sacks|packs|dozen|quantity
    |quantities|sku|item number|part number|reference number|serial number|order number|account number|postcode|zip code|offer|deal|package
    |plan|scheme|option|options|savings|solution|vehicle|vehicles|fleet|van|vans|truck|trucks|collection|pickup|pick up|hire|rental|rent
    |cylinder|cylinders|skip|skips|sort code|direct debit|direct debits|card number
"""
"""Nouns and verbs of business, whatever the trade. Trades have their own on top: these are the ones they share."""

CLASSES = {
    "figure": r"\d[\d,.]*k?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|"
    "ninety|hundred|thousand",
    "weekday": "monday|tuesday|wednesday|thursday|friday|saturday|sunday|mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays",
    "i": "i|we",
    "am": "am|are|was|were",
    "be": "is|was|are|were|am|be|been",
    "adv": "just|only|really|actually|simply|quickly|basically|obviously|specifically|mainly|mostly|again|also|today|now|very quickly|"
    "literally|kindly|personally|honestly|hoping|here|myself",
    "det": "the|a|an|your|our|my|that|this|those|these|some|any|all the|all your|both|his|her|their|its|another|one",
    "you": "you|you all|you guys|you folks|ye|yous|yourself|yourselves|the team|everyone|everybody|the family|all of you|you lot|you both|"
    "you two|your team|your lot|your end|things|everything|it all|all|life|business",
    "greetword": "hello|hi|hiya|hey|morning|good morning|good afternoon|afternoon|good evening|evening|good day|howdy|hallo|halloo|greetings|"
    "salaam|namaste|namaskar|hey there|hi there|hello there|welcome|sawubona|dia duit|top of the morning|wotcha|yo|ello",
    "contact": "call|calling|called|ring|ringing|rang|rung|phone|phoning|phoned|contact|contacting|reach out|reaching out|reached out|telephone|"
    "telephoning|dial|dialling|dialing|bother|bothering|trouble|troubling"
    "|getting in touch|get in touch|getting hold of|get hold of|getting on to|get on to|give you a ~2 (call|ring|buzz|bell|shout|tinkle|phone|bell)",
    "ringing": "call|calling|called|ring|ringing|rang|phone|phoning|phoned|contacting|contact|reaching out|reach out|reached out|telephoning|on "
    "the phone|on the line|getting in touch|get in touch|in touch"
    "|bothering you|disturbing you|buzzing|dialling|dropping you a line|chasing you|trying you|trying to reach you|trying to get you|"
    "trying to get hold of you|following up|getting back to you|coming back to you|back on to you|on to you"
    "|picking up the phone|picked up the phone|giving you a call|giving you a ring|giving you a buzz|giving you a bell|giving you a "
    "shout|give you a call|give you a ring|give you a buzz|give you a bell|give you a shout|gave you a call|gave you a ring",
}


KIN = (
    "wife|husband|missus|mum|mom|mam|dad|mother|father|my son|your son|his son|her son|our son|my sons|your sons|daughter|daughters|"
    "kid|kids|lad|lads|lass|youngest|eldest|little one|"
    "little ones|nan|gran|granny|grandad|grandson|granddaughter"
    "|grandkids|baby|twins|sister|brother|niece|nephew|cousin|auntie|aunt|uncle|family|dog|dogs|cat|puppy|boat|garden|weekend|"
    "holiday|holidays|vacation|trip|wedding|honeymoon|birthday|game|match"
    "|weather|christmas|easter|half term|retirement|surgery|operation|knee|hip|marathon|team|boy|boys|girl|girls|in laws|beach|"
    "cruise|party|house move|new house|golf|fishing|football|rugby|cricket"
)


def bag(words: str) -> frozenset[str]:
    """The words and short phrases of a list."""
    return frozenset(word.strip() for word in words.replace("\n", " ").split("|"))


G = Grammar({**CLASSES, "kin": KIN})
