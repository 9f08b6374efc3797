/* The words of the sample store: names, places, streets, goods. Nobody here
 * exists: a person is one given name and one family name of a language, drawn
 * apart from each other.
 *
 * Telephone numbers. Where a country reserves numbers for fiction, they come
 * first; the last range of each country cannot be assigned to anyone, because
 * its area code or the first digit of its subscribers does not exist. */

#include "store/ff-sample-names.h"

static const FfSampleName dutch_women[] = {
  { "Anneke", "anneke" }, { "Sanne", "sanne" }, { "Marit", "marit" }, { "Noor", "noor" },
  { "Lotte", "lotte" }, { "Femke", "femke" }, { "Ilse", "ilse" }, { "Maaike", "maaike" },
  { "Roos", "roos" }, { "Fleur", "fleur" }, { "Jolien", "jolien" }, { "Hanneke", "hanneke" },
  { "Wietske", "wietske" }, { "Saskia", "saskia" }, { "Elke", "elke" }, { "Griet", "griet" },
  { "Liesbeth", "liesbeth" }, { "Tess", "tess" }, { "Nienke", "nienke" },
  { "Sietske", "sietske" },
};

static const FfSampleName dutch_men[] = {
  { "Bram", "bram" }, { "Pieter", "pieter" }, { "Daan", "daan" }, { "Sjoerd", "sjoerd" },
  { "Maarten", "maarten" }, { "Jeroen", "jeroen" }, { "Wouter", "wouter" },
  { "Thijs", "thijs" }, { "Ruben", "ruben" }, { "Koen", "koen" }, { "Joost", "joost" },
  { "Gijs", "gijs" }, { "Bas", "bas" }, { "Niels", "niels" }, { "Stijn", "stijn" },
  { "Wim", "wim" }, { "Dirk", "dirk" }, { "Hendrik", "hendrik" }, { "Jurriën", "jurrien" },
  { "Cas", "cas" },
};

static const FfSampleName dutch_families[] = {
  { "de Vries", "devries" }, { "van den Berg", "vandenberg" }, { "Hofstra", "hofstra" },
  { "Vermeer", "vermeer" }, { "Peeters", "peeters" }, { "Nolens", "nolens" },
  { "Wouters", "wouters" }, { "Bakker", "bakker" }, { "Visser", "visser" }, { "Smit", "smit" },
  { "Meijer", "meijer" }, { "de Boer", "deboer" }, { "Mulder", "mulder" },
  { "Dekker", "dekker" }, { "Kuipers", "kuipers" }, { "van Dijk", "vandijk" },
  { "Maes", "maes" }, { "Claes", "claes" }, { "Janssens", "janssens" },
  { "Willems", "willems" }, { "Bosman", "bosman" }, { "Hoekstra", "hoekstra" },
  { "Terpstra", "terpstra" }, { "Kok", "kok" }, { "van der Heijden", "vanderheijden" },
  { "Postma", "postma" }, { "Schouten", "schouten" }, { "Veenstra", "veenstra" },
  { "Driessen", "driessen" }, { "Lambrecht", "lambrecht" }, { "Timmermans", "timmermans" },
  { "Zijlstra", "zijlstra" }, { "van ’t Hof", "vanthof" }, { "Brouwer", "brouwer" },
  { "Goossens", "goossens" }, { "Martens", "martens" },
};

static const char *const dutch_streets[] = {
  "Lindelaan #",
  "Molenstraat #",
  "Kerkstraat #",
  "Dorpsweg #",
  "Eikenlaan #",
  "Havenkade #",
  "Kastanjeplein #",
  "Zonnebloemstraat #",
};

static const FfSampleName german_women[] = {
  { "Anna", "anna" }, { "Greta", "greta" }, { "Johanna", "johanna" }, { "Lena", "lena" },
  { "Marlene", "marlene" }, { "Katrin", "katrin" }, { "Sabine", "sabine" },
  { "Ursula", "ursula" }, { "Heike", "heike" }, { "Annika", "annika" }, { "Frieda", "frieda" },
  { "Jule", "jule" }, { "Leonie", "leonie" }, { "Mathilda", "mathilda" }, { "Nele", "nele" },
  { "Petra", "petra" }, { "Renate", "renate" }, { "Svenja", "svenja" }, { "Tanja", "tanja" },
  { "Käthe", "kathe" },
};

static const FfSampleName german_men[] = {
  { "Jürgen", "jurgen" }, { "Lukas", "lukas" }, { "Matthias", "matthias" },
  { "Moritz", "moritz" }, { "Stefan", "stefan" }, { "Torsten", "torsten" }, { "Uwe", "uwe" },
  { "Jonas", "jonas" }, { "Florian", "florian" }, { "Götz", "gotz" }, { "Hannes", "hannes" },
  { "Karl", "karl" }, { "Ludwig", "ludwig" }, { "Norbert", "norbert" }, { "Oskar", "oskar" },
  { "Paul", "paul" }, { "Ralf", "ralf" }, { "Sebastian", "sebastian" }, { "Till", "till" },
  { "Björn", "bjorn" },
};

static const FfSampleName german_families[] = {
  { "Müller", "muller" }, { "Schmidt", "schmidt" }, { "Schneider", "schneider" },
  { "Fischer", "fischer" }, { "Weber", "weber" }, { "Wagner", "wagner" },
  { "Becker", "becker" }, { "Schäfer", "schafer" }, { "Koch", "koch" }, { "Bauer", "bauer" },
  { "Richter", "richter" }, { "Klein", "klein" }, { "Wolf", "wolf" },
  { "Schröder", "schroder" }, { "Neumann", "neumann" }, { "Schwarz", "schwarz" },
  { "Zimmermann", "zimmermann" }, { "Braun", "braun" }, { "Krüger", "kruger" },
  { "Hofmann", "hofmann" }, { "Hartmann", "hartmann" }, { "Lange", "lange" },
  { "Werner", "werner" }, { "Krause", "krause" }, { "Lehmann", "lehmann" },
  { "Köhler", "kohler" }, { "Maier", "maier" }, { "Jung", "jung" }, { "Groß", "gross" },
  { "Voß", "voss" }, { "Sommer", "sommer" }, { "Seidel", "seidel" }, { "Brandt", "brandt" },
  { "Haas", "haas" }, { "Dietrich", "dietrich" }, { "Kühn", "kuhn" },
};

static const char *const german_streets[] = {
  "Lindenstraße #",
  "Gartenweg #",
  "Am Mühlbach #",
  "Birkenallee #",
  "Schillerstraße #",
  "Bergstraße #",
  "Neuer Markt #",
  "Ulmenweg #",
};

static const FfSampleName french_women[] = {
  { "Chantal", "chantal" }, { "Élodie", "elodie" }, { "Margaux", "margaux" },
  { "Camille", "camille" }, { "Léa", "lea" }, { "Manon", "manon" }, { "Inès", "ines" },
  { "Juliette", "juliette" }, { "Aurélie", "aurelie" }, { "Céline", "celine" },
  { "Delphine", "delphine" }, { "Estelle", "estelle" }, { "Françoise", "francoise" },
  { "Gaëlle", "gaelle" }, { "Hélène", "helene" }, { "Mathilde", "mathilde" },
  { "Noémie", "noemie" }, { "Océane", "oceane" }, { "Pauline", "pauline" },
  { "Solène", "solene" },
};

static const FfSampleName french_men[] = {
  { "Antoine", "antoine" }, { "Baptiste", "baptiste" }, { "Cédric", "cedric" },
  { "Damien", "damien" }, { "Étienne", "etienne" }, { "François", "francois" },
  { "Guillaume", "guillaume" }, { "Hugo", "hugo" }, { "Jérôme", "jerome" },
  { "Julien", "julien" }, { "Laurent", "laurent" }, { "Mathieu", "mathieu" },
  { "Nicolas", "nicolas" }, { "Olivier", "olivier" }, { "Pascal", "pascal" },
  { "Quentin", "quentin" }, { "Rémi", "remi" }, { "Sébastien", "sebastien" },
  { "Thierry", "thierry" }, { "Yannick", "yannick" },
};

static const FfSampleName french_families[] = {
  { "Dumont", "dumont" }, { "Martin", "martin" }, { "Bernard", "bernard" },
  { "Lefèvre", "lefevre" }, { "Moreau", "moreau" }, { "Girard", "girard" }, { "Roux", "roux" },
  { "Fournier", "fournier" }, { "Mercier", "mercier" }, { "Lambert", "lambert" },
  { "Fontaine", "fontaine" }, { "Rousseau", "rousseau" }, { "Chevalier", "chevalier" },
  { "Robin", "robin" }, { "Masson", "masson" }, { "Noël", "noel" }, { "Garnier", "garnier" },
  { "Faure", "faure" }, { "Blanc", "blanc" }, { "Guérin", "guerin" }, { "Boyer", "boyer" },
  { "Perrin", "perrin" }, { "Morel", "morel" }, { "Clément", "clement" },
  { "Gauthier", "gauthier" }, { "Dupuis", "dupuis" }, { "Lacroix", "lacroix" },
  { "Renard", "renard" }, { "Leclerc", "leclerc" }, { "Deschamps", "deschamps" },
  { "Tremblay", "tremblay" }, { "Gagnon", "gagnon" }, { "Côté", "cote" },
  { "Bouchard", "bouchard" }, { "Pelletier", "pelletier" }, { "Lévesque", "levesque" },
};

static const char *const french_streets[] = {
  "# rue des Tilleuls",
  "# avenue du Moulin",
  "# place de la Mairie",
  "# rue de l’Église",
  "# chemin des Vignes",
  "# boulevard du Parc",
  "# allée des Érables",
  "# quai du Port",
};

static const FfSampleName english_women[] = {
  { "Alice", "alice" }, { "Amelia", "amelia" }, { "Beth", "beth" },
  { "Charlotte", "charlotte" }, { "Daisy", "daisy" }, { "Eleanor", "eleanor" },
  { "Emily", "emily" }, { "Fiona", "fiona" }, { "Grace", "grace" }, { "Hannah", "hannah" },
  { "Isla", "isla" }, { "Jessica", "jessica" }, { "Kate", "kate" }, { "Lucy", "lucy" },
  { "Megan", "megan" }, { "Nora", "nora" }, { "Olivia", "olivia" }, { "Poppy", "poppy" },
  { "Rosie", "rosie" }, { "Zoë", "zoe" },
};

static const FfSampleName english_men[] = {
  { "Adam", "adam" }, { "Ben", "ben" }, { "Callum", "callum" }, { "Daniel", "daniel" },
  { "Edward", "edward" }, { "Finlay", "finlay" }, { "George", "george" }, { "Harry", "harry" },
  { "Isaac", "isaac" }, { "Jack", "jack" }, { "Kieran", "kieran" }, { "Liam", "liam" },
  { "Marcus", "marcus" }, { "Nathan", "nathan" }, { "Oliver", "oliver" },
  { "Patrick", "patrick" }, { "Reuben", "reuben" }, { "Samuel", "samuel" },
  { "Thomas", "thomas" }, { "William", "william" },
};

static const FfSampleName english_families[] = {
  { "Smith", "smith" }, { "Jones", "jones" }, { "Taylor", "taylor" }, { "Brown", "brown" },
  { "Williams", "williams" }, { "Wilson", "wilson" }, { "Johnson", "johnson" },
  { "Davies", "davies" }, { "Robinson", "robinson" }, { "Wright", "wright" },
  { "Thompson", "thompson" }, { "Evans", "evans" }, { "Walker", "walker" },
  { "White", "white" }, { "Roberts", "roberts" }, { "Green", "green" }, { "Hall", "hall" },
  { "Wood", "wood" }, { "Jackson", "jackson" }, { "Clarke", "clarke" },
  { "O’Neill", "oneill" }, { "Harris", "harris" }, { "Lewis", "lewis" },
  { "Cooper", "cooper" }, { "Ward", "ward" }, { "Turner", "turner" }, { "Carter", "carter" },
  { "Phillips", "phillips" }, { "Mitchell", "mitchell" }, { "Parker", "parker" },
  { "Bennett", "bennett" }, { "Fletcher", "fletcher" }, { "Hughes", "hughes" },
  { "Marsh", "marsh" }, { "Ashworth", "ashworth" }, { "Smith-Jones", "smithjones" },
};

static const char *const english_streets[] = {
  "# Mill Lane",
  "# Church Road",
  "# Station Street",
  "# Orchard Close",
  "# Maple Avenue",
  "# River View",
  "# High Street",
  "# Elm Grove",
};

static const FfSampleName brazilian_women[] = {
  { "Ana", "ana" }, { "Beatriz", "beatriz" }, { "Camila", "camila" }, { "Daniela", "daniela" },
  { "Fernanda", "fernanda" }, { "Gabriela", "gabriela" }, { "Helena", "helena" },
  { "Isabela", "isabela" }, { "Juliana", "juliana" }, { "Larissa", "larissa" },
  { "Letícia", "leticia" }, { "Luíza", "luiza" }, { "Mariana", "mariana" },
  { "Natália", "natalia" }, { "Patrícia", "patricia" }, { "Rafaela", "rafaela" },
  { "Sofia", "sofia" }, { "Tatiana", "tatiana" }, { "Vitória", "vitoria" },
  { "Conceição", "conceicao" },
};

static const FfSampleName brazilian_men[] = {
  { "André", "andre" }, { "Bruno", "bruno" }, { "Caio", "caio" }, { "Diego", "diego" },
  { "Eduardo", "eduardo" }, { "Felipe", "felipe" }, { "Gustavo", "gustavo" },
  { "Henrique", "henrique" }, { "Igor", "igor" }, { "João", "joao" },
  { "Leonardo", "leonardo" }, { "Lucas", "lucas" }, { "Marcelo", "marcelo" },
  { "Otávio", "otavio" }, { "Paulo", "paulo" }, { "Rafael", "rafael" },
  { "Rodrigo", "rodrigo" }, { "Thiago", "thiago" }, { "Vinícius", "vinicius" }, { "Zé", "ze" },
};

static const FfSampleName brazilian_families[] = {
  { "Silva", "silva" }, { "Santos", "santos" }, { "Oliveira", "oliveira" },
  { "Souza", "souza" }, { "Rodrigues", "rodrigues" }, { "Ferreira", "ferreira" },
  { "Alves", "alves" }, { "Pereira", "pereira" }, { "Lima", "lima" }, { "Gomes", "gomes" },
  { "Costa", "costa" }, { "Ribeiro", "ribeiro" }, { "Martins", "martins" },
  { "Carvalho", "carvalho" }, { "Almeida", "almeida" }, { "Lopes", "lopes" },
  { "Soares", "soares" }, { "Fernandes", "fernandes" }, { "Vieira", "vieira" },
  { "Barbosa", "barbosa" }, { "Rocha", "rocha" }, { "Dias", "dias" },
  { "Nascimento", "nascimento" }, { "Andrade", "andrade" }, { "Moreira", "moreira" },
  { "Nunes", "nunes" }, { "Marques", "marques" }, { "Machado", "machado" },
  { "Mendes", "mendes" }, { "Freitas", "freitas" }, { "Cardoso", "cardoso" },
  { "Gonçalves", "goncalves" }, { "Araújo", "araujo" }, { "Guimarães", "guimaraes" },
  { "Magalhães", "magalhaes" }, { "da Conceição", "daconceicao" },
};

static const char *const brazilian_streets[] = {
  "Rua das Acácias, #",
  "Avenida do Sol, #",
  "Rua São Bento, #",
  "Travessa da Fonte, #",
  "Rua dos Ipês, #",
  "Praça da Paz, #",
  "Alameda das Flores, #",
  "Rua Boa Vista, #",
};

static const FfSampleName korean_women[] = {
  { "서연", "seoyeon" }, { "민서", "minseo" }, { "지우", "jiwoo" }, { "하윤", "hayoon" },
  { "수빈", "subin" }, { "예은", "yeeun" }, { "지민", "jimin" }, { "은지", "eunji" },
  { "유진", "yujin" }, { "혜진", "hyejin" }, { "미영", "miyoung" }, { "소영", "soyoung" },
  { "가은", "gaeun" }, { "다은", "daeun" }, { "채원", "chaewon" }, { "나연", "nayeon" },
  { "보람", "boram" }, { "슬기", "seulgi" }, { "하늘", "haneul" }, { "정아", "jeonga" },
};

static const FfSampleName korean_men[] = {
  { "민준", "minjun" }, { "도윤", "doyun" }, { "서준", "seojun" }, { "시우", "siwoo" },
  { "지호", "jiho" }, { "현우", "hyunwoo" }, { "준서", "junseo" }, { "건우", "gunwoo" },
  { "성민", "seongmin" }, { "동현", "donghyun" }, { "재현", "jaehyun" }, { "태영", "taeyoung" },
  { "상훈", "sanghoon" }, { "영수", "youngsu" }, { "승호", "seungho" }, { "우진", "woojin" },
  { "규민", "gyumin" }, { "한결", "hangyeol" }, { "용준", "yongjun" }, { "진우", "jinwoo" },
};

static const FfSampleName korean_families[] = {
  { "김", "kim" }, { "이", "lee" }, { "박", "park" }, { "최", "choi" }, { "정", "jung" },
  { "강", "kang" }, { "조", "cho" }, { "윤", "yoon" }, { "장", "jang" }, { "임", "lim" },
  { "한", "han" }, { "오", "oh" }, { "서", "seo" }, { "신", "shin" }, { "권", "kwon" },
  { "황", "hwang" }, { "안", "ahn" }, { "송", "song" }, { "류", "ryu" }, { "홍", "hong" },
  { "전", "jeon" }, { "고", "ko" }, { "문", "moon" }, { "손", "son" }, { "배", "bae" },
  { "백", "baek" }, { "허", "heo" }, { "남궁", "namgung" }, { "선우", "sunwoo" }, { "제갈", "jegal" },
};

static const char *const korean_streets[] = {
  "은행나무로 #",
  "햇살길 #",
  "강변로 #",
  "소나무길 #",
  "새벽로 #",
  "벚꽃길 #",
  "중앙로 #",
  "달빛길 #",
};

static const FfSampleName chinese_women[] = {
  { "淑芬", "shufen" }, { "美玲", "meiling" }, { "怡君", "yijun" }, { "雅婷", "yating" },
  { "心怡", "xinyi" }, { "佳穎", "jiaying" }, { "思妤", "siyu" }, { "詩涵", "shihan" },
  { "宜蓁", "yizhen" }, { "麗華", "lihua" }, { "秀英", "xiuying" }, { "惠雯", "huiwen" },
  { "欣妤", "xinyu" }, { "筱涵", "xiaohan" }, { "靜宜", "jingyi" }, { "玉珍", "yuzhen" },
  { "曉雯", "xiaowen" }, { "珮瑜", "peiyu" }, { "芷若", "zhiruo" }, { "品妍", "pinyan" },
};

static const FfSampleName chinese_men[] = {
  { "志明", "zhiming" }, { "俊傑", "junjie" }, { "家豪", "jiahao" }, { "冠宇", "guanyu" },
  { "承恩", "chengen" }, { "宗翰", "zonghan" }, { "建宏", "jianhong" }, { "柏翰", "bohan" },
  { "彥廷", "yanting" }, { "文雄", "wenxiong" }, { "信宏", "xinhong" }, { "宇軒", "yuxuan" },
  { "子晴", "ziqing" }, { "睿恩", "ruien" }, { "國華", "guohua" }, { "明哲", "mingzhe" },
  { "哲瑋", "zhewei" }, { "育誠", "yucheng" }, { "品睿", "pinrui" }, { "大為", "dawei" },
};

static const FfSampleName chinese_families[] = {
  { "陳", "chen" }, { "林", "lin" }, { "黃", "huang" }, { "張", "zhang" }, { "李", "li" },
  { "王", "wang" }, { "吳", "wu" }, { "劉", "liu" }, { "蔡", "cai" }, { "楊", "yang" },
  { "許", "xu" }, { "鄭", "zheng" }, { "謝", "xie" }, { "洪", "hong" }, { "郭", "guo" },
  { "邱", "qiu" }, { "曾", "zeng" }, { "廖", "liao" }, { "賴", "lai" }, { "徐", "xu" },
  { "周", "zhou" }, { "葉", "ye" }, { "蘇", "su" }, { "莊", "zhuang" }, { "呂", "lu" },
  { "江", "jiang" }, { "何", "he" }, { "蕭", "xiao" }, { "羅", "luo" }, { "歐陽", "ouyang" },
};

static const char *const chinese_streets[] = {
  "中山路#號",
  "民生街#號",
  "和平東路#號",
  "光復路#號",
  "文化街#號",
  "青年路#號",
  "成功路#號",
  "河堤路#號",
};

static const FfSampleLocale dutch = {
  "nl",
  dutch_women, G_N_ELEMENTS (dutch_women),
  dutch_men, G_N_ELEMENTS (dutch_men),
  dutch_families, G_N_ELEMENTS (dutch_families),
  dutch_streets, G_N_ELEMENTS (dutch_streets),
  "Familie ", "",
};

static const FfSampleLocale german = {
  "de",
  german_women, G_N_ELEMENTS (german_women),
  german_men, G_N_ELEMENTS (german_men),
  german_families, G_N_ELEMENTS (german_families),
  german_streets, G_N_ELEMENTS (german_streets),
  "Familie ", "",
};

static const FfSampleLocale french = {
  "fr",
  french_women, G_N_ELEMENTS (french_women),
  french_men, G_N_ELEMENTS (french_men),
  french_families, G_N_ELEMENTS (french_families),
  french_streets, G_N_ELEMENTS (french_streets),
  "Famille ", "",
};

static const FfSampleLocale english = {
  "en",
  english_women, G_N_ELEMENTS (english_women),
  english_men, G_N_ELEMENTS (english_men),
  english_families, G_N_ELEMENTS (english_families),
  english_streets, G_N_ELEMENTS (english_streets),
  "", " household",
};

static const FfSampleLocale brazilian = {
  "pt-BR",
  brazilian_women, G_N_ELEMENTS (brazilian_women),
  brazilian_men, G_N_ELEMENTS (brazilian_men),
  brazilian_families, G_N_ELEMENTS (brazilian_families),
  brazilian_streets, G_N_ELEMENTS (brazilian_streets),
  "Família ", "",
};

static const FfSampleLocale korean = {
  "ko",
  korean_women, G_N_ELEMENTS (korean_women),
  korean_men, G_N_ELEMENTS (korean_men),
  korean_families, G_N_ELEMENTS (korean_families),
  korean_streets, G_N_ELEMENTS (korean_streets),
  "", "씨네",
};

static const FfSampleLocale chinese = {
  "zh-TW",
  chinese_women, G_N_ELEMENTS (chinese_women),
  chinese_men, G_N_ELEMENTS (chinese_men),
  chinese_families, G_N_ELEMENTS (chinese_families),
  chinese_streets, G_N_ELEMENTS (chinese_streets),
  "", "家",
};

/* The Netherlands and Belgium reserve none: 06 0 and 02 0 are unassigned. */
static const char *const phones_nl[] = { "+3160#######", NULL };
static const char *const phones_be[] = { "+320########", NULL };
/* Germany, numbers for media productions; 0199 is for traffic inside networks. */
static const char *const phones_de[] = {
  "+4917139200##", "+49176040690##", "+493023125###", "+494066969###", "+496990009###",
  "+498999998###", "+49199#######", NULL,
};
/* France, numbers for audiovisual works; no subscriber begins with 0. */
static const char *const phones_fr[] = {
  "+3363998####", "+3319900####", "+3326191####", "+3335301####", "+3346571####",
  "+3353649####", "+330########", NULL,
};
/* Britain, numbers for drama; 06 is not in use. */
static const char *const phones_gb[] = {
  "+447700900###", "+441632960###", "+442079460###", "+441134960###", "+441214960###",
  "+441314960###", "+441514960###", "+441614960###", "+446#########", NULL,
};
/* North America, 555-01XX in every area; areas 555 and 370 do not exist. */
static const char *const phones_us[] = {
  "+121255501##", "+131255501##", "+121355501##", "+130355501##", "+161755501##",
  "+120655501##", "+151255501##", "+1555#######", NULL,
};
static const char *const phones_ca[] = {
  "+141655501##", "+151455501##", "+160455501##", "+1370#######", NULL,
};
/* Area 20 of Brazil is unassigned; mobile subscribers of Korea begin with 2
 * to 9; fixed ones in Taipei with 2 to 8. */
static const char *const phones_br[] = { "+55209########", NULL };
static const char *const phones_kr[] = { "+82100#######", NULL };
static const char *const phones_tw[] = { "+88620#######", NULL };

const FfSampleCountry ff_sample_countries[FF_SAMPLE_N_COUNTRIES] = {
  [FF_SAMPLE_NL] = { "NL", "1999 AA", phones_nl },
  [FF_SAMPLE_BE] = { "BE", "1999", phones_be },
  [FF_SAMPLE_DE] = { "DE", "19999", phones_de },
  [FF_SAMPLE_FR] = { "FR", "19999", phones_fr },
  [FF_SAMPLE_GB] = { "GB", "AA1 1AA", phones_gb },
  [FF_SAMPLE_US] = { "US", "99999", phones_us },
  [FF_SAMPLE_CA] = { "CA", "A1A 9A9", phones_ca },
  [FF_SAMPLE_BR] = { "BR", "99999-999", phones_br },
  [FF_SAMPLE_KR] = { "KR", "99999", phones_kr },
  [FF_SAMPLE_TW] = { "TW", "999", phones_tw },
};

const FfSampleCity ff_sample_cities[] = {
  { "Amsterdam", FF_SAMPLE_NL, &dutch, "Europe/Amsterdam", 52.373, 4.893, 80 },
  { "Rotterdam", FF_SAMPLE_NL, &dutch, "Europe/Amsterdam", 51.922, 4.479, 55 },
  { "Utrecht", FF_SAMPLE_NL, &dutch, "Europe/Amsterdam", 52.091, 5.122, 45 },
  { "’s-Hertogenbosch", FF_SAMPLE_NL, &dutch, "Europe/Amsterdam", 51.698, 5.304, 20 },
  { "Groningen", FF_SAMPLE_NL, &dutch, "Europe/Amsterdam", 53.219, 6.567, 25 },
  { "Leeuwarden", FF_SAMPLE_NL, &dutch, "Europe/Amsterdam", 53.201, 5.799, 15 },
  { "Antwerpen", FF_SAMPLE_BE, &dutch, "Europe/Brussels", 51.219, 4.402, 35 },
  { "Gent", FF_SAMPLE_BE, &dutch, "Europe/Brussels", 51.054, 3.725, 25 },
  { "Liège", FF_SAMPLE_BE, &french, "Europe/Brussels", 50.633, 5.567, 20 },
  { "Namur", FF_SAMPLE_BE, &french, "Europe/Brussels", 50.467, 4.872, 15 },
  { "Berlin", FF_SAMPLE_DE, &german, "Europe/Berlin", 52.520, 13.405, 50 },
  { "Hamburg", FF_SAMPLE_DE, &german, "Europe/Berlin", 53.551, 9.994, 35 },
  { "München", FF_SAMPLE_DE, &german, "Europe/Berlin", 48.137, 11.575, 35 },
  { "Köln", FF_SAMPLE_DE, &german, "Europe/Berlin", 50.938, 6.960, 30 },
  { "Freiburg im Breisgau", FF_SAMPLE_DE, &german, "Europe/Berlin", 47.999, 7.842, 15 },
  { "Paris", FF_SAMPLE_FR, &french, "Europe/Paris", 48.857, 2.352, 45 },
  { "Lyon", FF_SAMPLE_FR, &french, "Europe/Paris", 45.764, 4.836, 30 },
  { "Besançon", FF_SAMPLE_FR, &french, "Europe/Paris", 47.238, 6.024, 15 },
  { "Saint-Étienne", FF_SAMPLE_FR, &french, "Europe/Paris", 45.440, 4.387, 15 },
  { "London", FF_SAMPLE_GB, &english, "Europe/London", 51.507, -0.128, 45 },
  { "Manchester", FF_SAMPLE_GB, &english, "Europe/London", 53.483, -2.244, 25 },
  { "Edinburgh", FF_SAMPLE_GB, &english, "Europe/London", 55.953, -3.189, 20 },
  { "New York", FF_SAMPLE_US, &english, "America/New_York", 40.713, -74.006, 30 },
  { "Chicago", FF_SAMPLE_US, &english, "America/Chicago", 41.878, -87.630, 20 },
  { "Denver", FF_SAMPLE_US, &english, "America/Denver", 39.739, -104.990, 15 },
  { "San Francisco", FF_SAMPLE_US, &english, "America/Los_Angeles", 37.775, -122.419, 20 },
  { "Toronto", FF_SAMPLE_CA, &english, "America/Toronto", 43.653, -79.383, 15 },
  { "Vancouver", FF_SAMPLE_CA, &english, "America/Vancouver", 49.283, -123.121, 10 },
  { "Montréal", FF_SAMPLE_CA, &french, "America/Toronto", 45.502, -73.567, 15 },
  { "São Paulo", FF_SAMPLE_BR, &brazilian, "America/Sao_Paulo", -23.551, -46.633, 35 },
  { "Florianópolis", FF_SAMPLE_BR, &brazilian, "America/Sao_Paulo", -27.595, -48.548, 15 },
  { "Manaus", FF_SAMPLE_BR, &brazilian, "America/Manaus", -3.119, -60.022, 10 },
  { "서울", FF_SAMPLE_KR, &korean, "Asia/Seoul", 37.567, 126.978, 35 },
  { "부산", FF_SAMPLE_KR, &korean, "Asia/Seoul", 35.180, 129.076, 15 },
  { "제주", FF_SAMPLE_KR, &korean, "Asia/Seoul", 33.500, 126.531, 5 },
  { "臺北", FF_SAMPLE_TW, &chinese, "Asia/Taipei", 25.033, 121.565, 30 },
  { "臺中", FF_SAMPLE_TW, &chinese, "Asia/Taipei", 24.148, 120.674, 12 },
  { "高雄", FF_SAMPLE_TW, &chinese, "Asia/Taipei", 22.627, 120.301, 8 },
};

const guint ff_sample_n_cities = G_N_ELEMENTS (ff_sample_cities);

static const char *const goods_bicycles[] = {
  "City Bicycle", "Gravel Bicycle", "Folding Bicycle", "Electric Bicycle", "Mountain Bicycle",
  NULL,
};
static const char *const goods_bicycle_parts[] = {
  "Chain", "Saddle", "Tyre", "Pedals", "Front Light", "Pump", NULL,
};
static const char *const goods_camping[] = {
  "Tent", "Sleeping Bag", "Stove", "Lantern", "Camping Mat", NULL,
};
static const char *const goods_climbing[] = {
  "Harness", "Rope", "Chalk Bag", "Helmet", "Quickdraw Set", NULL,
};
static const char *const goods_footwear[] = {
  "Hiking Boots", "Running Shoes", "Sandals", "Winter Boots", NULL,
};
static const char *const goods_jackets[] = {
  "Rain Jacket", "Down Jacket", "Fleece Jacket", "Wind Jacket", NULL,
};
static const char *const goods_backpacks[] = { "Day Pack", "Trekking Pack", "Bicycle Bag", "Duffel", NULL };
static const char *const goods_winter_sports[] = {
  "Touring Skis", "Snowshoes", "Ski Goggles", "Sledge", NULL,
};
static const char *const goods_children[] = {
  "Child Helmet", "Balance Bike", "Rain Suit", "Small Backpack", NULL,
};
static const char *const goods_nutrition[] = {
  "Energy Bar", "Trail Mix", "Drink Powder", "Freeze-dried Meal", NULL,
};
static const char *const goods_electronics[] = {
  "Head Torch", "Navigation Computer", "Power Bank", "Action Camera", NULL,
};
static const char *const goods_books_and_maps[] = {
  "Trail Map", "Cycling Atlas", "Field Guide", "Hut Guide", NULL,
};

const FfSampleCategory ff_sample_categories[] = {
  { "Bicycles", 2, 190, 2800, goods_bicycles },
  { "Bicycle Parts", 24, 4, 180, goods_bicycle_parts },
  { "Camping", 12, 6, 320, goods_camping },
  { "Climbing", 9, 6, 190, goods_climbing },
  { "Footwear", 9, 29, 190, goods_footwear },
  { "Jackets", 8, 35, 320, goods_jackets },
  { "Backpacks", 7, 19, 230, goods_backpacks },
  { "Winter Sports", 6, 9, 540, goods_winter_sports },
  { "Children", 9, 7, 140, goods_children },
  { "Nutrition", 16, 2, 38, goods_nutrition },
  { "Electronics", 5, 9, 480, goods_electronics },
  { "Books and Maps", 10, 5, 45, goods_books_and_maps },
};

const guint ff_sample_n_categories = G_N_ELEMENTS (ff_sample_categories);

const char *const ff_sample_series[] = {
  "Alder", "Birch", "Cedar", "Dune", "Ember", "Fjord", "Glacier", "Heath", "Islet",
  "Juniper", "Kestrel", "Lagoon", "Meadow", "Nettle", "Osprey", "Pebble", "Quartz",
  "Ridge", "Skylark", "Tarn", "Umber", "Valley", "Willow", "Yarrow",
};

const guint ff_sample_n_series = G_N_ELEMENTS (ff_sample_series);
