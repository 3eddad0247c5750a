"""Hand-made word lists: what a lexical resource does not say, or says badly. Lower case; general English only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def _split(text: str) -> frozenset[str]:
    return frozenset(text.split())


FUNCTION = _split(
    "a an the this that these those it its itself he him his himself she her hers herself they them their theirs themselves we us our"
    " ours you your i me my who whom whose which what when where why how be is are was were been being am do does did done doing have"
    " has had having will would shall should can could may might must ought to of in on at by for from with without within into onto"
    " out up down over under above below through during before after since until till as than then so such and or but nor yet if"
    " unless because while whereas although though despite not no n't never neither either both all any some each every few more"
    " most less least much many several only just also too very even still already ever again about around near against among"
    " between across behind beyond toward towards upon off there here per via amid along inside outside one another other others"
    " own same whether however thus hence therefore meanwhile 's due owing according regarding concerning following once"
    " cannot upon onto let lets let's unlike like except besides notwithstanding 'll 've 're 'd"
)
"""Words that carry no content of their own; the frames (see frames.py) judge those of them that change a claim."""

WEAK = _split(
    "say said says saying tell told state stated stating report reported reporting announce announced declare declared note noted"
    " add added explain explained according statement remark remarked comment mention mentioned put maintain maintained insist"
    " insisted claim claimed assert asserted argue argued describe described reveal revealed show showed confirm confirmed"
    " make made making take took taken taking give gave given giving get got gotten go went gone going come came coming become became"
    " remain remained keep kept keeping seem seemed hold held holding see saw seen bring brought use used using set put carry carried"
    " year day week month time number people person way thing part place case area fact level total amount figure view account new"
    " effort bid aim purpose order result reason cause move step work country nation national state local public official officials"
    " authority authorities government company firm business group organisation organization body plan have currently recently now"
    " later earlier latter former onetime today own further another exact exactly simply indeed namely roughly approximately nearly"
    " almost around so-called called known named certain various different main major"
)
"""Content words that say little by themselves: a lower weight."""

GLOSS_STOP = _split(
    "the and for that with from are was were has have had not its his her their they you who which what when where into out"
    " something someone somebody one any some used make made being cause act state having often usually especially other others"
    " such than more most very quality relating person people thing things way part place group kind time use using done can may"
    " give get take put become become large small great good certain particular order form etc all each between through about"
    " by without upon over under after before during"
)
"""Words of definitions that tell nothing about the word defined."""

OPPOSITES: Mapping[str, frozenset[str]] = {}
_PAIRS = (
    "rise fall|increase decrease|increase cut|increase reduce|raise lower|raise cut|raise reduce|grow shrink|gain lose|gain fall"
    "|climb fall|climb drop|rise drop|jump drop|surge plunge|widen narrow|strengthen weaken|accept reject|accept refuse|accept decline"
    "|approve reject|approve block|agree refuse|agree disagree|support oppose|back oppose|back reject|favour oppose|favor oppose"
    "|allow ban|allow forbid|permit ban|permit forbid|allow prohibit|allow bar|permit prohibit|confirm deny|admit deny|acknowledge deny"
    "|overturn uphold|quash uphold|convict acquit|guilty innocent|open close|open shut|begin end|start end|start stop|start finish"
    "|continue stop|resume suspend|lift impose|win lose|defeat lose|buy sell|lend borrow|arrive leave|arrive depart|enter leave|enter exit"
    "|hire fire|hire dismiss|join leave|success failure|succeed fail|pass fail|include exclude|lead trail|exceed miss|meet miss"
    "|improve worsen|improve deteriorate|better worse|more fewer|more less|most least|high low|higher lower|long short|longer shorter"
    "|large small|larger smaller|big small|early late|earlier later|first last|old new|old young|rich poor|safe dangerous|safe unsafe"
    "|legal illegal|lawful unlawful|same different|public private|upper lower|north south|east west|northern southern|eastern western"
    "|above below|attack defend|praise criticise|praise criticize|welcome condemn|welcome criticise|encourage discourage"
    "|deliberately accidentally|intentionally accidentally|deliberate accidental|keep lose|keep drop|retain lose|seize release"
    "|arrest release|detain release|imprison free|protect harm|remember forget|create destroy|build demolish|expand reduce|expand cut"
    "|hit miss|strike miss|deny grant|refuse grant|withhold disclose|conceal reveal|hide reveal|present absent|many few|majority minority"
    "|postpone advance|delay hasten|cheap expensive|cheaper dearer|faster slower|fast slow|strong weak|positive negative|male female"
    "|man woman|men women|boy girl|husband wife|brother sister|father mother|domestic foreign|import export|civilian military"
    "|summer winter|spring autumn|morning evening|day night|import export|employer employee|landlord tenant|plaintiff defendant"
    "|upgrade downgrade|inflow outflow|surplus deficit|profit loss|ally enemy|withdraw deploy|retreat advance|ease tighten"
    "|loosen tighten|optimistic pessimistic|confident doubtful|partially fully|partly fully|partial full|temporary permanent"
    "|temporarily permanently|voluntary compulsory|voluntary mandatory|optional mandatory|unanimous divided|direct indirect"
)


def _opposites(pairs: Iterable[str]) -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for pair in pairs:
        one, two = pair.split()
        table.setdefault(one, set()).add(two)
        table.setdefault(two, set()).add(one)
    return {word: frozenset(others) for word, others in table.items()}


OPPOSITES = _opposites(_PAIRS.split("|"))

CONVERSE = {frozenset(pair.split()) for pair in (
    "buy sell|purchase sell|acquire sell|give receive|give get|lend borrow|teach learn|pay receive|own belong|hire join|win lose"
    "|beat lose|defeat lose|precede follow|employ work|lead follow|send receive|supply buy|supply get|rent let|pay charge|inherit leave"
    "|grant receive|award receive|award win|import export|provide receive"
).split("|")}  # fmt: skip
"""Verbs that tell one event from its two ends: right with the participants exchanged, wrong without."""

# name of the country: capital, adjective or inhabitants (further ones after), other names
_COUNTRIES = """
united_states washington american americans us usa america|united_kingdom london british britons uk britain|france paris french
germany berlin german germans|italy rome italian italians|spain madrid spanish spaniards|portugal lisbon portuguese|ireland dublin irish
netherlands hague dutch holland amsterdam|belgium brussels belgian belgians|austria vienna austrian austrians|switzerland bern swiss
sweden stockholm swedish swedes|norway oslo norwegian norwegians|denmark copenhagen danish danes|finland helsinki finnish finns
iceland reykjavik icelandic|poland warsaw polish poles|hungary budapest hungarian hungarians|romania bucharest romanian romanians
bulgaria sofia bulgarian|greece athens greek greeks|turkey ankara turkish turks türkiye|serbia belgrade serbian serbs|croatia zagreb croatian
slovenia ljubljana slovenian|slovakia bratislava slovak slovakian|estonia tallinn estonian|latvia riga latvian|lithuania vilnius lithuanian
georgia tbilisi georgian|armenia yerevan armenian|azerbaijan baku azerbaijani|kazakhstan astana kazakh|uzbekistan tashkent uzbek
china beijing chinese|japan tokyo japanese|india delhi indian indians|pakistan islamabad pakistani|bangladesh dhaka bangladeshi
nepal kathmandu nepali nepalese|indonesia jakarta indonesian|malaysia malaysian|philippines manila philippine filipino|thailand bangkok thai
vietnam hanoi vietnamese|cambodia cambodian|myanmar burma burmese|mongolia mongolian|taiwan taipei taiwanese|australia canberra australian
israel israeli israelis|iran tehran iranian iranians|iraq baghdad iraqi|syria damascus syrian|lebanon beirut lebanese|jordan amman jordanian
egypt cairo egyptian|libya tripoli libyan|tunisia tunis tunisian|algeria algiers algerian|morocco rabat moroccan|saudi_arabia riyadh saudi
yemen sanaa yemeni|qatar doha qatari|oman muscat omani|ethiopia ethiopian|kenya nairobi kenyan kenyans|uganda kampala ugandan
tanzania tanzanian|rwanda kigali rwandan|ghana accra ghanaian|nigeria abuja nigerian|senegal dakar senegalese|sudan khartoum sudanese
somalia mogadishu somali|zambia lusaka zambian|zimbabwe harare zimbabwean|namibia windhoek namibian|botswana botswanan|angola luanda angolan
mozambique maputo mozambican|south_africa pretoria south_african|canada ottawa canadian canadians|mexico mexican mexicans|cuba havana cuban
brazil brasilia brazilian brazilians brasília|argentina argentine argentinian|chile santiago chilean|peru lima peruvian|colombia bogota colombian bogotá
bolivia bolivian|ecuador quito ecuadorian|uruguay montevideo uruguayan|paraguay paraguayan|venezuela caracas venezuelan|cyprus nicosia cypriot
south_korea seoul south_korean|north_korea pyongyang north_korean|new_zealand wellington new_zealander|european_union eu european
united_nations un|scotland edinburgh scottish scots|wales cardiff welsh|england english
andalusia andalusian|bavaria bavarian|sicily sicilian|catalonia catalan|quebec quebecois|europe european europeans|africa african africans|asia asian asians
"""

METONYM: dict[str, str] = {}
for _line in _COUNTRIES.replace("\n", "|").split("|"):
    for _name in _line.split():
        METONYM.setdefault(_name, _line.split()[0])
"""Country for its adjective, its people and the capital that stands for its government."""
CAPITALS = frozenset(_line.split()[1] for _line in _COUNTRIES.replace("\n", "|").split("|") if len(_line.split()) > 2)

ROLES = _split(
    "mr mrs ms dr sir president minister chancellor premier senator judge justice mayor governor general colonel captain professor"
    " chief director king queen prince princess secretary spokesman spokeswoman coach"
)
"""Titles that stand before a name."""

SYNONYMS: dict[str, int] = {}
for _number, _group in enumerate((
    "area region zone district territory|minister ministry|envoy ambassador|lawmaker legislator parliamentarian mp deputy parliament|pupil student"
    "|firm company business corporation enterprise manufacturer maker group|worker employee staff workforce personnel|leader head chief boss"
    "|chairman chairwoman chair chairperson|spokesman spokeswoman spokesperson|plane aircraft airplane aeroplane jet|ship vessel boat"
    "|car vehicle automobile|gun weapon firearm|probe inquiry enquiry investigation examination|accord deal agreement pact treaty|talk negotiation"
    "|law legislation bill act|judge court tribunal|prosecutor prosecution|police officer constabulary|doctor physician medic clinician"
    "|study research paper survey|researcher scientist|cash money fund|pay wage salary earnings|tax levy duty|price cost"
    "|buyer purchaser customer client|protest demonstration rally march|protester demonstrator marcher|strike walkout stoppage"
    "|injure hurt wound casualty|kill die death dead|home house dwelling residence housing|school college|old ageing elderly aging|former ex onetime past previous"
    "|plan intend mean aim propose scheme|hinder obstruct hamper impede|block prevent stop|begin start launch commence|end stop halt cease quit"
    "|show indicate suggest demonstrate|find discover detect|increase rise growth grow raise hike lift climb|decrease fall drop decline reduce cut reduction shrink"
    "|accuse charge allege blame|ask urge call demand request appeal|order instruct direct command|warn caution alert|deny reject dispute"
    "|pledge promise vow commit undertake|postpone delay defer|cancel scrap abandon|vote ballot poll|election poll|government cabinet administration"
    "|capital money|share stock equity|stake holding share|profit earnings|unit division arm branch|plant factory works|arrest detain custody|jail prison imprison"
    "|fire blaze|flood flooding|storm hurricane|quake earthquake|railway rail train|road highway motorway|power electricity|electricity grid"
    "|farmer grower|harvest crop|hospital clinic|vaccine jab|medicine drug|patient sufferer|soldier troop|army military|enemy foe|ally partner"
    "|club team side|footballer player|coach manager|match game|champion winner|movie film|singer vocalist|book novel|town city municipal municipality"
    "|citizen national|resident inhabitant|nation country state|national nationwide country|local municipal|supply provide deliver|last past previous"
    "|coming next upcoming|near close vicinity|large big|small little|quick fast rapid swift|close shut closure|choose pick select|let allow permit|need require"
    "|obtain get acquire secure|try attempt seek effort|help aid assist assistance|reply answer respond response|money funding|leave depart departure"
    "|lift-off launch|opponent rival competitor|biggest largest greatest leading|consumer customer|seventeen teenager|senior elderly|youth young"
    "|uninhabited unpopulated|populated inhabited|eat food|drink water|meeting talk session|summit meeting|hotel guesthouse|river waterway|lake reservoir"
    "|disclose reveal|expert specialist|seek want|link tie connection association associate|reject refuse decline|approve endorse pass|resign quit step_down"
).split("|")):  # fmt: skip
    for _word in _group.split():
        SYNONYMS.setdefault(_word, _number)
"""Words of news reports taken as saying the same; the number is the group (the first group of a word counts)."""
