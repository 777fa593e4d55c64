"""Hold given names that are mostly women's or mostly men's; a name in both lists tells nothing."""

from __future__ import annotations

WOMEN = frozenset(
    """
    abena ada abigail adaeze agatha agnes ailsa aisha akiko akosua alexandra alice alicia alison alma alyssa amanda
    amara amelia amina aminata amira amy ana anastasia andrea angela angelina anika anita ann anna anne anneli
    annette annie antonia aoife ariana ashley astrid audrey ava barbara barbora beatrice bella bernadette beth
    bethany betty bev beverly bianca blessing bonnie brenda bridget bridgette brigitte brooke camila candice
    carina carla carmen carol caroline carolyn catherine catriona cecilia celeste celia chantal charlene
    charlotte chelsea cheryl chiara chidinma chloe chloé christina christine ciara cindy claire clara claudia
    colette connie constance cora cordelia crystal cynthia dalia danielle daphne dawn debbie deborah debra deepa
    delphine denise desiree diana diane dina dolores donna doreen doris dorothy edith edna edwina effie eileen
    elaine eleanor elena elisa elise elizabeth ella ellen elsa elspeth emilia emily emma enid erica erika erin
    esme esther ethel eugenie eun eunice eva evelyn farah fatima fatou felicity fernanda fiona flora florence
    folake frances francesca francine freda freya gabriela gail gemma genevieve georgia georgina geraldine
    gertrude gillian giorgia giovanna giulia gladys gloria grace grainne greta gudrun gunilla gwen gwendolyn
    haley hanna hannah harriet haruka hawa hazel heather heidi helen helena helene henrietta hermione hilary
    hilda hillary hiroko holly hye ida ilse imelda imogen ines inga ingeborg inger ingrid irene irina irma
    isabel isabella isabelle isla ivanka jacinda jacinta jacqueline jana jane janet janice janine jasmin jasmine
    jean jeanette jemima jenna jennie jennifer jenny jess jessica jill jo joan joanna joanne joelle johanna jolene
    josefina josephine joyce juanita judith judy julia juliana julie juliet juliette justine kaitlyn kamala
    karen karin karina karla katarina kate katerina katharina katherine kathleen kathryn kathy katie katja
    katrin kavita kayla keiko keisha kelly kendra kerry khadija kim kimberly kirsten kirsty kristen kristin
    kristina lakshmi larissa latoya laura layan layla leah leanne leila lena leonie lidia lilian liliana lillian
    lily lina linda linnea lisa liv livia liz lois loretta lori lorraine lottie louisa louise lucia lucille
    lucinda lucy ludmila luisa lydia lynne mabel madeleine madeline maeve magda magdalena malala malin mandy
    manon marcella margaret margarita margot margret maria mariam mariana marianne maribel marie marilyn marina
    marine marisa marisol marjorie marlene marta martha martina mary matilda maud maureen mavis meera megan mei
    melania melanie melissa mercedes meredith merle mette mia michaela michelle michiko mildred millie mina
    minnie miranda miriam moira molly monica monika morag muriel myra nadia nadine nancy nanette naoko naomi
    natalia natalie natasha nell nellie ngozi nia niamh nicola nicole nicolette nina nkechi nora norah noreen
    noriko norma odette olga olivia olympia ophelia orla paloma pamela parveen patricia patsy paula paulette
    pauline peggy penelope petra petronella philippa phoebe phyllis pia pooja portia priti priya rachael rachel
    radha ramona rania raquel rebecca rekha renata renee rhian rhoda rhona rita roberta robyn rochelle roisin
    rosa rosalie rosalind rosamund rose rosemary rosie rowena roxanne ruby rukhsana ruth sabine sabrina sadie
    safiya sakura sally samantha samira sandra saoirse sara sarah saskia selena selma serena shabana shannon
    sharon shazia sheila shelley sherry shirley shobha shona sigrid sile silke silvia simone sinead siobhan siri
    sofia solveig sonia sonja sophie soraya stacey stella stephanie sue suella sujata sunita susan susanna
    susanne suzanne suzy svetlana sybil sylvia tabitha talia tamara tammy tania tanya tara tasha tatiana teresa
    tess tessa thelma theresa tilda tina tracey tracy trina trudy ursula usha valentina valerie vanessa vera
    verity veronica veronika victoria viola virginia vivian vivienne wairimu wanda wanjiru wendy wilhelmina
    wilma winifred winnie xiaoling xiomara yasmin yoko yolanda yuki yulia yvette yvonne zahra zainab zara zeinab
    zelda zoe zoya zsofia
    """.split()
)
MEN = frozenset(
    """
    aaron abdul abel abraham adam adolf adrian ahmad ahmed alan alasdair alastair albert alberto albrecht aldo
    alec alejandro alessandro alex alexander alexei alfie alfonso alfred alfredo ali alistair allan allen alois
    alonso alvin amadou amit amos anatoly anders andre andreas andrei andres andrew andré andy angelo angus anil
    ansel anselm anthony anton antonio antony arash archie aristide arjun arnaud arne arnold arthur arturo asher
    ashok augusto aurelio avi axel barack barnaby barney barry bart bartholomew basil bastian ben benedict
    benito benjamin bennett bernard bernie bert bertrand bilal bill billy bjorn björn blake bob bobby boniface
    boris boyd brad bradley brandon brendan brent brett brian brock bruce bruno bryan bryce byron caleb callum
    calvin cameron carl carlo carlos cecil cedric cesar chad charles charlie chase chidi chinedu chris christian
    christoph christopher chuck clarence clark claude claudio clemens clement clifford clint clive clyde cole
    colin connor conrad constantin corey cornelius cosmo craig crispin curt curtis cyril cyrus dafydd dale
    damian damien dan daniel danny darius dariusz darrell darren dave david dean declan deepak denis dennis
    derek derrick desmond dev didier diego dieter dietrich dimitri dirk djibril dmitri dmitry dominic don donald
    doug dougal douglas duncan dustin dwight dylan eamon eamonn earl ed eddie edgar edmund eduardo edvard edward
    edwin egon eli elias elijah eliot elliot elliott ellis elmer elon emanuel emeka emil emile emmanuel emmerson
    enrique enzo ephraim eric erik ernest ernesto ernst errol esteban ethan eugen eugene evan everett ewan ezra
    fabian fabio faisal farid federico felix femi ferdinand fergus fernando fidel finbar finlay finn fletcher
    florian floyd forrest francis francisco francois frank frankie franz fraser fred freddie freddy frederick
    friedrich fritz gabriel gareth gary gaston gavin gene geoff geoffrey georg george georges gerald gerard
    gerhard gerry gianni gideon gilbert giles gino giorgio giovanni giuseppe glen glenn glyn gonzalo goran
    gordon gottfried graham greg gregor gregory grigory guido guillaume guillermo gunnar gunther gus gustav
    gustavo halvard hamish hamza hank hannes hans harald harlan harold harry haruto harvey hasan hashim hassan
    hector heinrich heinz helmut hendrik henk henrik henry herb herbert herman hermann hilario hiroshi horace
    horatio horst howard howell hugh hugo humphrey hunter hussein huw iain ian ibrahim ibrahima idris ignacio
    igor ike ilya immanuel imran imre ingmar irving isaac isaiah ismail ivan ivor jabari jack jacob jacques jake
    jalen jamal james jamie jared jarvis jason jasper javed javier jay jeb jed jeff jeffery jeffrey jens jeremy
    jerome jerry jerzy jesper jesse jesus jim jimmy joachim joao joaquin joe joel johan johann johannes john
    johnny jon jonas jonathan jorge joris jose josef joseph josh joshua josiah josé juan jude julian julien
    julio julius jurgen justin kaito kamal kareem karim karl kasper kazuo keanu keir keith kelvin ken kendrick
    kenji kenneth kent kerem kerr kevin khalid kieran kim klaas klaus kofi kojo konrad konstantin kristian kurt
    kwame kwasi kyle lachlan lamar lamine larry lars laszlo laurent lawrence lawson lee leif lenny leo leon
    leonard leopold leroy lester levi lewis liam linus lionel llewellyn lloyd lorcan lorenzo lothar louis luc
    luca lucas ludwig luigi luis luka lukas luke luther lyle maarten mads magnus malachi malcolm malik mamadou
    manfred manny manuel marc marcel marcello marcin marco marcus marek mario marius mark markus martin marty
    marvin mathew mathias mathieu matt matteo matthew matthias maurice mauricio maurizio max maxime maximilian
    mehmet melvin melvyn merlin merrick mervyn micah michael micheal michel mick mickey miguel mihai mike
    mikhail milo milos milton mitch mitt mohamad mohamed mohammed monty mordecai moritz morris mortimer moses
    moshe moussa muhammad murdo murray mustafa myles nadir narendra nasser nate nathan nathaniel ned neil
    neville nicholas nick nico nicolae nicolas niels nigel niklas nikolai nils noah noel norbert norman obinna
    octavio olaf olav ole oleg oliver olivier ollie olu omar omari orlando orson osama oscar osei otis otto
    oussama owen pablo paolo pascal patricio patrick paul pavel pedro percy perry pete peter petr petros phelim
    phil philip philippe phillip pierre pieter piotr pius pope prakash quentin quincy rafael rahul raj rajesh
    ralf ralph ramesh ramiro ramon rand randall randy rashid raul ravi ray raymond raúl recep reg reginald
    reinhard reinhold reuben rex reynaldo rhodri rhys ricardo richard richie rick ricky rico rishi roald rob
    robbie robert roberto roderick rodney rodrigo roger rohan roland rolf roman romeo ron ronald ronnie rory
    roscoe ross roy rudolf rudy rufus rupert russell rustam ruud ryan saleem salim salman salvatore sam samuel
    sanjay santiago saul scott sean sebastian sefton serge sergei sergey sergio seth seumas seymour shane shaun
    shawn sheldon sid sidney siegfried simeon simon sipho solomon soren spencer stan stanley stefan stefano
    stephan stephen steve steven stewart stig stuart subhash suleiman sunil sven sylvester søren tadeusz takeshi
    tamas tariq ted teddy terence terrence terry thabo thaddeus theo theodore thiago thierry thomas thorsten
    tiago tim timo timothy tobias toby todd todor tom tomas tomasz tommy tomás tony tor torsten travis tristan
    troy tyler tyrone ulrich umar umberto uwe vaclav valentin valeri vasily vernon vic victor viggo vijay vikas
    vikram viktor vince vincent vinod vito vladimir vojtech volker volodymyr waldo walid walter waqar warren
    wayne wesley wilbur wilfred wilfrid wilhelm willem william willie willy winston wolfgang wyatt xavier xi
    yakov yann yannick yaw yiannis youssef yuri yusuf yuto yves zac zachariah zachary zack zaid zane zoltan
    """.split()
)
GIVEN = WOMEN | MEN
