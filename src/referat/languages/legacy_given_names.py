"""Common given names of the five languages: the sign that an unknown capitalised word at a task is a person.

Only a help: a name that is not here is known from the attendance list, and one that is here proves nothing about who was present.
"""

_NAMES = """
agnes albert alexander alf alice amalie amanda amina amund anders andrea andreas andrew ane anette angela anita anja anna anne anneli annelise
annika anton are arild arne arthur arve asbjørn aslak astrid atle aud august axel barbara beate bengt benjamin bente berge berit bernt bert birger
birgit birgitta birgitte birte birthe bjarne bjarte bjørg bjørn bjørnar bo bob bodil bosse brage brian brit britt børge camilla carina carl carol
caroline cathrine cecilia cecilie charles charlotte chris christer christian christine christoffer christopher cissi claire claus dag dagfinn
dagny daniel david dennis diana ditte dorte dorthe dragan ebba edith edvard eili einar eirik eivind elena eli elin elisabeth elise elizabeth ella
ellen elsa else elsebeth emil emilie emily emma emmanuel endre eric erik erika erlend erling espen ester eva evan even fatima filip filippa finn
flemming frank fred frederik fredrik frida frode gaute geir georg george gerd gert gisle gitte gjertrud gordon grete grethe gro gudrun gun gunhild
gunilla gunn gunnar gunvor guri guro gustav göran gøran haakon halvor hanna hannah hanne hans harald harry hasan hedda hedvig hege heidi helen
helena helene helge helle henning henriette henrik henry herman hilda hilde hildegunn hildur hjalmar håkan håkon håvard ian ib ida idun inga inge
ingebjørg ingeborg inger ingolf ingrid ingunn ingvald ingvar ingvild irene iris isabel isak ivan ivar iver jacob jakob james jan jane janne jarle
jeanette jenny jens jesper jessica jim joachim joakim joanna joar jofrid johan johanna johanne johannes john johnny jon jonas jone jorid jorun
jorunn josef josefine jostein julia julie jytte jöran jørgen jørn kai kaia kalle kamilla kare karen kari karin karina karl karoline karsten
katarina kate katherine kathrine katrine keith kenneth kent kerstin ketil kevin kim kine kirsten kirsti kjartan kjeld kjell kjellaug kjersti
kjerstin kjetil klara klaus knud knut kolbein kolbjørn kresten kristen kristian kristin kristina kristine kristoffer kurt kåre laila lars lasse
laura lea leif lena lene lennart leo leonard lill lillian lilly lina linda line linn linnea linus lisa lisbeth lise liv liva live lone lotta lotte
louise lucas lucy ludvig lukas lydia lykke mads magda magne magnhild magni magnus maja malene malin marcus maren margaret margareta margit
margrete margrethe mari maria marianne marie marit marita mark markus marta marte martha marthe martin mary mathias mathilde matilda mats matthew
mattis maud max may merete mette mia michael mikael mikkel mogens mona monica morgan morten nadia nadja nanna natalie nelly nicklas nicolai niels
nikolai nikoline nils nina njål noah nora oda odd oddbjørn oddny oddrun oddvar oddveig odin ola olaf olai olav ole olga oliver olivia olle olof
oscar oskar osvald ove palle patricia patrick paul paula pavel peder peer peggy pelle per pernille peter petra petter pia poul preben pål ragna
ragnar ragnhild ragnvald rakel randi rannveig rasmus rebecca reidar reidun reidunn rhona richard rigmor rikke rita roald roar robert robin roger
rolf ronja ronny rosemary roy ruben runa runar rune ruth samuel sander sandra sanna sanne sara sarah sebastian selma sigbjørn sigfrid signe sigrid
sigrun sigurd sigve silje silvia simen simon sindre siri sissel siv snefrid snorre sofia sofie sofus solbjørg solfrid solveig sondre sonja stefan
steffen stein steinar stephen steven stian stig stina stine sture stål ståle sue sunniva susan susanne svanhild svein sveinung sven svend sverker
sverre sylvi sylvia synne synnøve synva sölve søren tale tanja tarald tarjei terje tharald thea theodor therese thomas thor thorbjørn thorleif tim
tine tiril tobias tom tomas tommy tone tonje tony tor torben torbjørg torbjørn tord tordis tore torfinn torgeir torgrim torgunn torhild toril
torild torill torkel torkil torleif torstein torunn torvald tove trine trond trude truls trygve turid tuva tyra ulf ulla ulrik ulrika ulrikke unn
unni uno ursula vagn valborg vebjørn vegar vegard vemund vera veronica veslemøy vetle vibeke victor victoria vidar vigdis viggo viktor vilde
vilhelm viljar vivian vårin walter wenche wendy wenke wilhelm will william ylva yngvar yngve yvonne åge åsa åse åshild åsmund åsne åste örjan
östen øivind øystein øyvind
"""

GIVEN_NAMES: frozenset[str] = frozenset(_NAMES.split())
