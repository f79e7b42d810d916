"""Common given names of the five languages: the sign that an unknown capitalised word at a task is a person.

Only a help: a name that is not here is known from the attendance list, and one that is here proves nothing about who was present.
"""

_NAMES = """
agnes albert alexander alf alice amalie amanda amina amund anders andrea andreas andrew ane angela anita anja anna anne annika anton are arild
arne arthur arve asbjørn aslak astrid atle aud august axel barbara beate bengt benjamin bente berge bernt bert birger birgit birgitta birgitte
birte birthe bjarne bjørg bjørn bjørnar bo bob bodil brian brit britt børge camilla carina carl carol caroline cathrine cecilia cecilie charles
charlotte chris christian christine christoffer christopher claire claus dag dagfinn dagny daniel david dennis diana ditte dorte dorthe edith
edvard eili einar eirik eivind elena eli elin elisabeth elise elizabeth ella ellen elsa else elsebeth emil emilie emily emma emmanuel endre eric
erik erika erlend erling espen ester eva evan even fatima filip finn flemming frank fred frederik fredrik frida frode geir georg george gerd gert
gisle gitte gordon grete grethe gro gudrun gun gunhild gunn gunnar gunvor gustav göran gøran haakon hanna hannah hanne hans harald harry hasan
hedda hedvig hege heidi helen helena helene helge helle henning henriette henrik henry herman hilda hilde hildegunn hjalmar håkan håkon håvard ian
ida inga inge ingebjørg ingeborg inger ingolf ingrid ingunn ingvar ingvild irene iris isabel isak ivan ivar iver jacob jakob james jan jane janne
jarle jenny jens jesper jessica jim joachim joakim joanna joar jofrid johan johanna johanne johannes john johnny jon jonas jone jorid jorunn josef
josefine jostein julia julie jöran jørgen jørn kai kaia kamilla kare karen kari karin karina karl karoline katarina kate katherine kathrine
katrine keith kenneth kent kerstin ketil kevin kim kine kirsten kirsti kjartan kjeld kjell kjellaug kjersti kjetil klara klaus knud knut kolbjørn
kristen kristian kristin kristina kristine kristoffer kurt kåre laila lars lasse laura lea leif lena lene lennart leo leonard lill lillian lilly
lina linda line linn linnea linus lisa lisbeth lise liv liva live lone lotte louise lucas lucy ludvig lukas lydia lykke mads magda magne magnhild
magni magnus maja malin marcus maren margaret margareta margit margrete margrethe mari maria marianne marie marit marita mark markus marta marte
martha martin mary mathias mathilde matilda mats matthew mattis maud max may merete mette mia michael mikael mikkel mona monica morgan morten
nadia nanna natalie nelly nicklas nicolai nikolai nikoline nils nina njål noah nora oda odd oddbjørn oddny oddrun oddvar odin ola olaf olai olav
ole olga oliver olivia olof oscar oskar osvald palle patricia patrick paul paula pavel peder peer peggy per pernille peter petra petter pia poul
preben pål ragna ragnar ragnhild rakel randi rannveig rasmus rebecca reidar reidun rhona richard rikke rita roald roar robert robin roger rolf
ronja ronny rosemary roy ruben runar rune ruth samuel sander sandra sanna sara sarah sebastian selma sigbjørn sigfrid signe sigrid sigrun sigurd
sigve silje silvia simen simon sindre siri sissel siv snefrid snorre sofia sofie sofus solfrid solveig sondre sonja stefan steffen stein steinar
stephen steven stian stig stina stine sture stål ståle sue susan susanne svanhild svein sven svend sverker sverre sylvi sylvia synne synnøve synva
sölve søren tale tanja tarald tarjei terje tharald thea theodor therese thomas thor thorbjørn thorleif tim tine tiril tobias tom tomas tommy tone
tonje tony tor torben torbjørn tord tore torfinn torgeir torgrim torgunn torhild toril torild torill torkel torkil torleif torstein torunn torvald
tove trine trond trude truls trygve turid tuva tyra ulf ulla ulrik ulrika ulrikke unn unni uno ursula valborg vebjørn vegar vegard vemund vera
veronica veslemøy vetle vibeke victor victoria vidar vigdis viggo viktor vilde vilhelm viljar vivian walter wenche wendy wenke wilhelm will
william ylva yngvar yngve yvonne åge åsa åse åshild åsmund åsne åste örjan östen øivind øystein øyvind
"""

GIVEN_NAMES: frozenset[str] = frozenset(_NAMES.split())
