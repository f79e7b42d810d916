"""Common given names of the five languages: the sign that an unknown capitalised word at a task is a person.

Only a help: a name that is not here is known from the attendance list, and one that is here proves nothing about who was present.
"""

_NAMES = """
agnes albert alexander alf alice amalie amanda amina amund anders andrea andreas andrew angela anita anja anna anne annika anton ane are arild arne arthur arve asbjørn aslak astrid atle
aud august axel barbara beate bengt benjamin bente bernt bert birger birgit birgitte birte bjarne bjørg bjørn bjørnar bo bodil bob børge britt brit brian camilla carl carina carol
caroline cathrine cecilia cecilie charles charlotte chris christian christine christoffer christopher claire claus dag dagfinn dagny daniel david dennis diana ditte dorte dorthe
edith edvard eili einar eirik eivind elena eli elin elisabeth elise elizabeth ella ellen elsa else elsebeth emil emilie emily emma emmanuel endre eric erik erika erlend erling espen ester
eva evan even fatima filip finn flemming frank fred frederik fredrik frida frode geir georg george gerd gert gisle gitte gordon grete grethe gro gudrun gun gunhild gunn gunnar gunvor
gustav gøran göran haakon hanna hanne hannah hans harald harry hasan hedda hedvig heidi helen helena helene helge helle henning henriette henrik henry herman hilda hilde hildegunn
håkan håkon håvard ian ida inga inge ingeborg inger ingrid ingunn ingvar ingvild irene iris isabel isak ivan ivar iver jacob jakob james jan jane janne jarle jens jenny jesper jessica
jim joachim joakim joanna joar johan johanna johanne johannes john johnny jon jonas jone jorunn josef josefine julia julie jørgen jørn jöran kai kaia kamilla kare kari karin karen karina
karl karoline katarina kate katherine kathrine katrine keith kenneth kent kerstin ketil kevin kim kine kirsten kirsti kjell kjersti kjetil kjartan klara klaus knud knut kristen kristian kristin kristina
kristine kristoffer kåre kurt lars lasse laila laura lea leif lena lene lennart leo lilly lillian lina linda line linn linnea lisa lisbeth lise liv lone lotte louise lucas lucy ludvig
lukas lydia lykke mads magne magnhild magni magnus maja malin marcus maren margaret margareta margit margrete margrethe mari maria marianne marie marit mark markus marta marte
martha martin mary mathias mathilde matthew mats matilda maud may merete mette mia michael mikael mikkel mona monica morten nadia nanna natalie nicolai nicklas nils nina nikolai njål nora oda odd
oddbjørn oddny oddvar olaf olav ole oliver olga olivia ola olof oscar oskar oddrun pål patrick patricia paul paula peder peggy per pernille peter petra petter pia poul preben ragna ragnar ragnhild
rakel randi rasmus rebecca reidar reidun rhona richard rikke rita robert roald roar robin roger rolf ronny rosemary roy rune runar ruth ronja samuel sander sandra sara sarah sebastian selma
sigbjørn signe sigrid sigrun sigurd sigve silje silvia simen simon sindre sissel siri siv sofia sofie solfrid solveig sondre sonja stefan steffen stein steinar stephen steven stig stian stine
stina sture sue susan susanne svanhild svein sven svend sverre sylvi sylvia synne synnøve søren sölve tanja tarjei terje tharald thea theodor therese thomas thor thorbjørn thorleif tim tine tiril tobias tom tommy
tomas tone tony tonje tor torbjørn tore torfinn torgeir torhild torild toril torill torkel torleif torstein torunn tove trine trond trude truls trygve turid tuva ulf ulla ulrik ulrika unn unni
ursula vebjørn vegard vegar vera veronica vibeke victor victoria vidar vigdis viggo viktor vilde viljar vilhelm vivian walter wenche wendy wenke wilhelm will william ylva yngve yngvar yvonne ståle stål snorre tord torgrim hege berge birgitta birthe kjeld hjalmar ingebjørg ingolf jofrid jostein jorid kjellaug kolbjørn leonard lill linus liva live magda mads marita mattis max morgan nelly nikoline noah odin olai osvald palle pavel peer rannveig ruben sanna sigfrid snefrid sofus sverker synva tale tarald torben torkil torgunn torvald tyra ulrikke uno valborg vemund veslemøy vetle åste åge
åsa åse åshild åsmund åsne øivind øyvind øystein örjan östen
"""

GIVEN_NAMES: frozenset[str] = frozenset(_NAMES.split())
