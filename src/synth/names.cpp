#include "synth/names.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "synth/random.hpp"

namespace chancery::synth {
namespace {

// Each list is split at blanks; "-" stands for nothing.
struct Culture {
    std::string_view countries;
    std::string_view onsets;
    std::string_view vowels;
    std::string_view codas;
    std::string_view endings; // of surnames
    std::string_view towns;   // endings of places
    std::string_view given;
};

constexpr Culture kCultures[] = {
    {"US GB CA AU NZ IE BS BB JM TT BZ GY",
     "b br c ch d dr f g gr h k l m n p pr r s st t th w wh v", "a e i o u ay ee ea ai oa",
     "- n l r s t ck nd rt lm sh",
     "son ley ton well ford man ham by er wood ridge field stone more",
     "ton bury field ford port ville haven dale wick mouth",
     "Alan Brian Carol Daniel Edward Frances Gordon Helen Ian Joan Keith Laura Martin Nancy Oliver "
     "Paula Ralph Susan "
     "Thomas Valerie Walter Diane Philip Ruth"},
    {"RU UA BY BG KZ KG MD", "b v g d k kr l m n p pr r s sl st t tr v vl z zh ch sh y gr",
     "a e i o u ya o a i", "- n l r v k st m sk",
     "ov ev yakin enko sky ich uk akov enov insky chenko", "grad sk ovo ino evka omsk insk",
     "Alexei Andrei Boris Dmitri Elena Galina Igor Irina Konstantin Ludmila Maxim Natalia Oleg "
     "Pavel Roman Svetlana "
     "Tatiana Viktor Yuri Anton"},
    {"RS HR BA SI MK ME XK SK CZ PL AL", "b br c d dr g h j k kr l m n p r s sk st t v z zl",
     "a e i o u a o", "- n l r v k s m", "ic ovic evic ac ak ek ski ar ica",
     "ica ovo grad ce nica polje",
     "Ana Branko Dragan Goran Ivana Jovan Katarina Luka Marko Milena Nikola Petar Radmila Sanja "
     "Tomasz Vesna Zoran "
     "Jakub Lenka Arben"},
    {"SA AE KW QA BH OM YE IQ SY LB JO EG LY TN DZ MA SD PS DJ SO MR",
     "b d f gh h j k kh l m n q r s sh t th w y z", "a i u aa ee ou a i", "- n l r m d b f s h z",
     "i awi ani ouri adi ami een oub ari ishi", "iyah abad oun eh awi ra",
     "Abdallah Ahmad Amal Bilal Dina Fadi Faisal Ghassan Hala Hisham Jamal Khalid Leila Mahmoud "
     "Mona Nabil Rania Samir "
     "Tariq Walid Yasmin Ziad"},
    {"TR AZ TM UZ IR AF TJ", "b c ch d f g h k m n p r s sh t v y z gh kh", "a e i o u a e oo",
     "- n l r k m z sh t", "oglu zadeh ev pour lu can ov ian bay", "abad kent shahr ova li kale",
     "Aysel Behrouz Cem Darya Emre Farhad Gulnara Hasan Jahan Kamran Leyla Mehmet Nasrin Orhan "
     "Parviz Rustam Selin "
     "Timur Yildiz Zafar"},
    {"ES MX GT SV HN NI CR PA CO VE EC PE BO CL AR UY PY CU DO PH GQ",
     "b c d f g j l m n p q r s t v z tr gr fl", "a e i o u ue ia a o", "- n l r s z",
     "ez ero as anda illo osa aldes edo ena iz arte aga", "illa ero es ito ada cito ales",
     "Alicia Andres Beatriz Carlos Diego Elvira Fernando Gloria Hector Ines Jorge Lucia Manuel "
     "Norma Oscar Pilar Raul "
     "Rosa Sergio Teresa Victor Ximena"},
    {"BR PT AO MZ CV GW ST TL", "b c d f g l m n p r s t v ch lh tr", "a e i o u ei ao a o",
     "- n l r s m", "eira inho osa ares ado ano eiro ante oso", "inho ema al ira opolis eiras",
     "Adriana Bruno Celia Duarte Eduardo Fatima Gilberto Helena Joao Luisa Marcelo Nelson Olga "
     "Paulo Renata Rui Silvia "
     "Tiago Vera Zelia"},
    {"FR BE LU CH MC CI SN ML BF NE TG BJ GA CG CD CM TD CF GN MG HT CA RE KM",
     "b br c ch d f g gr j l m n p pr r s t v", "a e i o u ou au oi ie", "- n l r s t",
     "ard eau ier in ot elle ette aire oux igny and", "ville ac y eau mont court",
     "Alain Brigitte Claude Denise Etienne Fabienne Gerard Helene Isabelle Jacques Laurent "
     "Mireille Nadine Olivier "
     "Pascal Regine Simone Thierry Veronique Yves"},
    {"DE AT NL DK NO SE IS FI EE LV LT", "b br d f fr g h k kl l m n r s sch st t v w z",
     "a e i o u ei au ie oe", "- n l r s t ck ls rn",
     "mann berg er feld sen gaard strom haus stad inga", "burg dorf hausen by stad vik feld",
     "Anders Birgit Carsten Dagmar Erik Frida Gerhard Hanne Ingrid Jens Karin Lars Monika Nils "
     "Petra Rolf Sigrid "
     "Torsten Ulrike Viggo"},
    {"IT VA SM MT GR CY RO HU GE AM IL", "b c d f g l m n p r s t v z br gr sp",
     "a e i o u ia io a o", "- n l r s", "ini elli etti idis oulos escu adze yan etto osi ari",
     "ano ena esti eni iko opoli",
     "Alba Bruno Chiara Dario Elpida Fabio Giorgi Ileana Kostas Lidia Mircea Nino Ovidiu Paola "
     "Radu Sofia Tiberiu "
     "Vasile Eszter Aram"},
    {"CN TW HK SG MO", "b ch d f g h j k l m n p q r s sh t w x y z zh",
     "a ai ang ao e en i ia ian iang in ing iu ong ou u uan un", "-", "- -",
     "an ing zhou yang shan cheng",
     "Aiguo Baozhen Chunhua Dawei Fengmei Guoqiang Haiyan Jianming Kaifu Liping Minghua Qingshan "
     "Ruolan Shaoping "
     "Tianyu Weimin Xiaodong Yulan Zhiyong Meiling"},
    {"JP", "k s t n h m y r w g z d b", "a i u e o a o", "-",
     "moto kawa da no mura shima saki guchi hara yama", "moto saki hama kawa shima dani",
     "Akira Chie Daisuke Emiko Fumio Haruko Isamu Junko Kenji Mariko Naoki Rieko Satoru Takashi "
     "Yoko Yoshio"},
    {"KR KP MN", "b ch d g h j k m n p s t y", "a eo i o u ae eu yo", "- n ng k l m", "- ho kun",
     "san ju chon won dong",
     "Byung-chul Chang-min Dae-ho Eun-hee Hyun-woo Jae-sung Kyung-sook Min-jung Sang-hoon Sung-min "
     "Tae-yong Yeon-hee"},
    {"TH VN LA KH MM ID MY BN FJ PG WS TO", "b ch d k kr l m n ng p ph r s t th w y",
     "a ai e i o u ua ee", "- n ng m t k r", "akul chai wong anto adi awan ongse uddin orn",
     "buri thani pur ang ung angan",
     "Adisak Budi Chan Dewi Eko Fauzi Hoang Indah Joko Kanya Linh Malai Nguyet Prasert Rahayu Siti "
     "Somchai Thida Wati "
     "Zainab"},
    {"IN PK BD LK NP MV BT MU", "b bh ch d dh g h j k kh l m n p r s sh t v y", "a i u aa ee o e",
     "- n l r m t d sh", "wal pur kar ani asinghe war ari aki ada ali",
     "pur abad nagar garh kot ganj",
     "Anil Bina Chandra Deepa Farooq Geeta Harish Indira Javed Kamala Lalit Meena Naveed Padma "
     "Rajiv Sunita Tahir Usha "
     "Vijay Zahida"},
    {"NG GH KE TZ UG RW BI ZA ZW ZM MW BW NA LS SZ ET ER LR SL GM",
     "b ch d dl f g h k kw l m mb n nd ng nk ny s sh t th w y z", "a e i o u a i o", "- - - n m",
     "ula embe iwa ongo ele ani uru anda oko ebe", "ani eni oro ongo ambo uka",
     "Abena Akua Chipo Daudi Esther Femi Grace Haile Isaac Joseph Kwame Lindiwe Moses Ngozi Olu "
     "Peter Ruth Samuel "
     "Thandi Yaw"},
};
constexpr std::size_t kCount = std::size(kCultures);

// The sound models hit a well-known name once in a million words; such a name gets another ending.
constexpr std::string_view kTaken[] = {
    "Putin", "Morales", "Medvedev", "Karimov", "Aliyev",  "Castro", "Ortega", "Abbas",
    "Assad", "Chavez",  "Merkel",   "Blair",   "Lula",    "Uribe",  "Mugabe", "Maliki",
    "Bush",  "Clinton", "Obama",    "Karzai",  "Erdogan", "Hariri", "Barak",  "Talabani"};

struct Sounds {
    std::vector<std::string_view> onsets, vowels, codas, endings, towns, given;
};

std::vector<std::string_view> parts(std::string_view list)
{
    std::vector<std::string_view> items = words(list);
    for (std::string_view& item : items) {
        item = item == "-" ? std::string_view() : item;
    }
    return items;
}

const Sounds& sounds(std::size_t culture)
{
    static const std::array<Sounds, kCount> all = [] {
        std::array<Sounds, kCount> made;
        for (std::size_t i = 0; i < kCount; ++i) {
            const Culture& c = kCultures[i];
            made[i] = {parts(c.onsets),  parts(c.vowels), parts(c.codas),
                       parts(c.endings), parts(c.towns),  parts(c.given)};
        }
        return made;
    }();
    return all[culture];
}

// Well-known names are short. Languages with few syllables need two of them to make enough names.
int syllables_of(std::uint64_t number, const Sounds& s, Random& random)
{
    const int rich = s.codas.size() > 1 ? 0 : 1;
    return rich + (number < 400 || random.chance(600) ? 1 : 2);
}

std::string build(std::size_t culture, std::uint64_t number,
                  const std::vector<std::string_view>& endings)
{
    const Sounds& s = sounds(culture);
    Random random(mix(mix(culture, number), endings.size()));
    const int syllables = syllables_of(number, s, random);
    std::string name;
    for (int i = 0; i < syllables; ++i) {
        name += random.pick(std::span(s.onsets));
        name += random.pick(std::span(s.vowels));
        if (i + 1 == syllables) {
            name += random.pick(std::span(s.codas));
        }
    }
    const std::string_view ending = random.pick(std::span(endings));
    if (!ending.empty() &&
        std::string_view("aeiou").find(ending.front()) != std::string_view::npos) {
        while (name.size() > 2 &&
               std::string_view("aeiou").find(name.back()) != std::string_view::npos) {
            name.pop_back();
        }
    }
    name += ending;
    name[0] = to_upper(name[0]);
    const bool taken = std::find(std::begin(kTaken), std::end(kTaken), name) != std::end(kTaken);
    return taken ? name + "ant" : name;
}

std::uint64_t draw_number(Random& random)
{
    return random.chance(250) ? random.below(300) : random.skewed(9, 15);
}

} // namespace

std::size_t culture_of(std::string_view iso)
{
    for (std::size_t i = 0; i < kCount; ++i) {
        if (iso.size() == 2 && kCultures[i].countries.find(iso) != std::string_view::npos) {
            return i;
        }
    }
    return mix(iso.size(), iso.empty() ? 0 : static_cast<unsigned char>(iso.front())) % kCount;
}

std::string surname(std::size_t culture, std::uint64_t number)
{
    return build(culture, number, sounds(culture).endings);
}

std::string given_name(std::size_t culture, std::uint64_t number)
{
    const auto& names = sounds(culture).given;
    return std::string(names[number % names.size()]);
}

std::string place_name(std::size_t culture, std::uint64_t number)
{
    return build(culture, mix(number, 77) % 4'000'000 + 400, sounds(culture).towns);
}

std::string draw_surname(std::size_t culture, Random& random)
{
    return surname(culture, draw_number(random));
}

std::string draw_person(std::size_t culture, Random& random)
{
    std::string name = given_name(culture, random.next() >> 8U);
    name += ' ';
    name += draw_surname(culture, random);
    return name;
}

std::string draw_place(std::size_t culture, Random& random)
{
    return place_name(culture, draw_number(random));
}

std::string signer_name(std::uint64_t number)
{
    return surname(0, number);
}

} // namespace chancery::synth
