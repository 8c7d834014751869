//! Reports of the demonstration network as they are printed: how long they are, and what is written from right to left.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use learning_cities::chart::{Plan, Spec};
use learning_cities::engine::Engine;
use learning_cities::ingest;
use learning_cities::language::Language;
use learning_cities::model::network::Network;
use learning_cities::model::vocabulary::Exchange;
use learning_cities::open_data::Marts;
use learning_cities::press::Press;
use learning_cities::report::briefs;
use learning_cities::report::figures::Figures;
use learning_cities::report::{Edition, Site};
use learning_cities::store::Store;

use crate::support::{framework, language, repository, unpacked, words};

/// Cities by id: with much to tell, with many to call, with the longest report, with the most cycles, in another script,
/// with next to nothing.
const CITIES: [&str; 6] = ["ain-sanawat", "ndegezimbe", "ranggimukti", "tingqu", "verbobrodostav", "zenomba"];

/// The demonstration network's marts, computed once.
fn marts() -> &'static Marts {
    static MARTS: LazyLock<Marts> = LazyLock::new(|| {
        let dir = tempfile::tempdir().unwrap();
        let framework = framework();
        let network = Network::load(&repository().join("data/demo"), &framework).unwrap();
        ingest::run(&network, &framework, &Default::default(), dir.path()).unwrap();
        let snapshot = Store::open(dir.path()).unwrap().current().unwrap().unwrap();
        let engine = Engine::open(&snapshot, &repository().join("queries"), None).unwrap();
        Marts::fetch(&engine, framework.countries).unwrap()
    });
    &MARTS
}

/// The report of a city, with charts as in the site.
fn report(language: &Arc<Language>, press: &Press, city: &str, edition: &Edition) -> Vec<u8> {
    let charts = tempfile::tempdir().unwrap();
    let rows = marts().rows().unwrap();
    let catalogue = marts().catalogue(&rows, language).unwrap();
    let mut drawn = Figures::default();
    for spec in Spec::load_all(&repository().join("charts")).unwrap() {
        let plan = Plan::new(&spec, &rows, &catalogue);
        let of_city = plan.keys().iter().enumerate().filter(|(_, key)| key.first().is_some_and(|c| c == city));
        of_city.for_each(|(index, _)| drawn.add(charts.path(), plan.draw(index).unwrap()).unwrap());
    }
    let languages = [language.clone()];
    let site = Site::new(marts(), marts().rows().unwrap(), catalogue, drawn, &languages, edition, "3fa9c41b02de");
    briefs::of_city(&site, press, site.catalogue.city(city).unwrap(), charts.path()).unwrap()
}

/// Pages, as the metadata count them.
fn pages(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    let number = text.split("<xmpTPg:NPages>").nth(1).unwrap().split('<').next().unwrap();
    number.parse().unwrap()
}

#[test]
fn a_report_has_four_to_ten_pages_in_every_language() {
    let press = Press::new(None, None).unwrap();
    let edition = Edition { comments_by: Some("2027-01-31".into()), ..Edition::default() };
    for tag in ["en", "es", "fr"] {
        for city in CITIES {
            let n = pages(&report(&language(tag), &press, city, &edition));
            assert!((4..=10).contains(&n), "{city} in {tag}: {n} pages");
        }
    }
}

#[test]
fn whom_to_call_is_printed_for_every_request_and_every_offer() {
    let press = Press::new(None, None).unwrap();
    let rows = marts().rows().unwrap();
    let english = language("en");
    let catalogue = marts().catalogue(&rows, &english).unwrap();
    for city in ["ndegezimbe", "tell-nawfiya"] {
        let all = words(&report(&english, &press, city, &Edition::default()));
        let section = all.split("Peer learning: whom to call").last().unwrap();
        let section = section.split("Practices that it describes").next().unwrap();
        let name = &catalogue.city(city).unwrap().name;
        let times = |said: &str| section.matches(said).count();
        assert_eq!(times("Whom to call, by key feature and by name"), 1, "{city}");
        // Every feature that help is asked with, and every city to call, with the way to reach it.
        for request in rows.learning_requests.of(city) {
            assert!(times(&catalogue.feature(request.feature).unwrap().title) > 0, "{city}: {}", request.feature);
        }
        let offers = rows.learning_offers.of(city).filter(|o| o.role == Exchange::Offers || o.declared == Some(true));
        let peers: BTreeSet<&str> = offers.map(|o| o.peer).chain(rows.peer_learning.of(city).map(|p| p.peer)).collect();
        let mut through_secretariat = 0;
        // A long address is broken at its signs.
        let joined: String = section.split_whitespace().collect();
        for peer in &peers {
            assert!(times(&catalogue.city(peer).unwrap().name) > 0, "{city}: {peer}");
            let contact = rows.city_contacts.of(peer).next().unwrap();
            through_secretariat += usize::from(contact.contact_consent == "secretariat");
            contact.contact_email.iter().for_each(|email| assert!(joined.contains(email), "{city}: {email}"));
        }
        assert!(peers.len() > 3 && through_secretariat > 0, "{city}: {peers:?}");
        assert!(times("Contact through the secretariat") > through_secretariat, "{city}");
        let secretariat = joined.matches("secretariat:secretariat@learning-cities.example").count();
        assert_eq!(secretariat, 1, "{city}");
        // What holds for all is said once, and nothing points at what is not there.
        for once in ["so the whole network was searched", "Questions to ask about", "A likeness of two values"] {
            assert_eq!(times(once), 1, "{city}: {once}");
        }
        assert_eq!(times("this feature"), 0, "{city}");
        assert!(
            times("Of ") > 0 && times(" cities that once had a similar value, ") > 0,
            "{city}: of how many cities one moved so"
        );
        let asked = rows.learning_offers.of(city).any(|o| o.role == Exchange::Asks && o.declared == Some(true));
        let caption = format!("Cities that ask for help with what {name} offers");
        assert_eq!(times(&caption), usize::from(asked), "{city}");
    }
}

#[test]
fn the_annual_brief_has_24_to_40_pages_in_every_language() {
    let press = Press::new(None, None).unwrap();
    let charts = tempfile::tempdir().unwrap();
    for tag in ["en", "es", "fr"] {
        let languages = [language(tag)];
        let rows = marts().rows().unwrap();
        let catalogue = marts().catalogue(&rows, &languages[0]).unwrap();
        let site = Site::new(marts(), rows, catalogue, Figures::default(), &languages, &Edition::default(), "3fa9");
        let n = pages(&briefs::of_network(&site, &press, charts.path()).unwrap());
        assert!((24..=40).contains(&n), "in {tag}: {n} pages");
    }
}

/// What each page of the annual brief in English says.
fn brief() -> &'static [String] {
    static PAGES: LazyLock<Vec<String>> = LazyLock::new(|| {
        let charts = tempfile::tempdir().unwrap();
        let languages = [language("en")];
        let rows = marts().rows().unwrap();
        let catalogue = marts().catalogue(&rows, &languages[0]).unwrap();
        let site = Site::new(marts(), rows, catalogue, Figures::default(), &languages, &Edition::default(), "3fa9");
        let pdf = briefs::of_network(&site, &Press::new(None, None).unwrap(), charts.path()).unwrap();
        let document = lopdf::Document::load_mem(&pdf).unwrap();
        document.get_pages().keys().map(|page| said(&document, *page)).collect()
    });
    &PAGES
}

#[test]
fn the_index_of_cities_gives_every_page_that_names_them_and_no_other() {
    let pages = brief();
    let index = pages.iter().find(|page| page.contains("22 cities have published results.")).unwrap();
    let rows = marts().rows().unwrap();
    let catalogue = marts().catalogue(&rows, &language("en")).unwrap();
    // Where a city of an area or of a region is named: the parts of their pages that the index is about.
    let names =
        |page: &String| page.contains("Ask these cities") || page.contains(": what cities offer, ask and describe");
    let list = regex::Regex::new(r"^\s*\d+(\s*,\s*\d+)*").unwrap();
    for city in catalogue.cities.iter().filter(|city| city.published) {
        let entry = format!("{}, {}", city.name, city.country);
        let after = index.split(&entry).nth(1).unwrap_or_else(|| panic!("{entry} is not in the index: {index}"));
        let listed = list.find(after).map_or("", |found| found.as_str());
        let numbers: BTreeSet<usize> = listed.split(',').filter_map(|page| page.trim().parse().ok()).collect();
        let named = |page: &&String| names(page) && page.contains(&city.name);
        let expected: BTreeSet<usize> = (1..).zip(pages).filter(|(_, page)| named(page)).map(|(n, _)| n).collect();
        assert_eq!(numbers, expected, "{}", city.name);
        assert!(!numbers.is_empty(), "{}", city.name);
    }
}

#[test]
fn offers_and_requests_are_a_matrix_on_one_page() {
    let rows = marts().rows().unwrap();
    let catalogue = marts().catalogue(&rows, &language("en")).unwrap();
    let found: Vec<&String> =
        brief().iter().filter(|page| page.contains("Offers and requests by key feature")).collect();
    assert_eq!(found.len(), 1);
    let declared: BTreeSet<(&str, &str)> = rows.declarations.iter().map(|row| (row.feature, row.role)).collect();
    assert!(declared.len() > 40, "{declared:?}");
    for (feature, _) in declared {
        let f = catalogue.feature(feature).unwrap();
        assert!(found[0].contains(&format!("{} {}", f.id, f.title)), "{feature}: {}", found[0]);
    }
}

#[test]
fn regions_have_a_page_each_and_few_cities_no_counts() {
    let pages = brief();
    let of = |region: &str| {
        let caption = format!("{region}: what cities offer, ask and describe, by name");
        let found: Vec<&String> = pages.iter().filter(|page| page.contains(&caption)).collect();
        assert_eq!(found.len(), 1, "{region} is on one page");
        found[0].clone()
    };
    for (region, counts) in [("Africa", false), ("Arab States", true), ("Europe and North America", false)] {
        let page = of(region);
        assert_eq!(page.contains("Counts are given where at least 5 cities have results."), !counts, "{region}");
        assert_eq!(page.contains("Boosting resource mobilization"), counts, "{region}: counts by area of focus");
        for part in ["Offers help with", "Asks for help with", "Practices", "Further member cities: "] {
            assert!(page.contains(part), "{region}: {part}");
        }
        let others = ["Africa", "Arab States", "Europe and North America"];
        assert!(others.iter().filter(|o| page.contains(&format!("{o}: what cities"))).count() == 1, "{region}");
    }
    assert!(
        of("Africa").contains("Ndegezimbe") && of("Africa").contains("In 13 streets residents"),
        "a practice in its own words"
    );
}

/// What a page says, as one line.
fn said(document: &lopdf::Document, page: u32) -> String {
    document.extract_text(&[page]).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where the links of a document lead outside of it.
fn addresses(pdf: &[u8]) -> BTreeSet<String> {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let actions = document.objects.values().filter_map(|object| object.as_dict().ok()?.get(b"A").ok()?.as_dict().ok());
    let uris = actions.filter_map(|action| action.get(b"URI").ok()?.as_str().ok());
    uris.map(|uri| String::from_utf8_lossy(uri).into_owned()).collect()
}

#[test]
fn practices_and_mailboxes_are_linked_and_local_names_name_their_language() {
    let press = Press::new(None, None).unwrap();
    let found = addresses(&report(&language("en"), &press, "great-heronmere", &Edition::default()));
    let rows = marts().rows().unwrap();
    let mailbox = rows
        .city_contacts
        .iter()
        .any(|row| row.contact_email.is_some_and(|address| found.contains(&format!("mailto:{address}"))));
    let practice = rows.practices.iter().any(|row| row.link.is_some_and(|link| found.contains(link)));
    assert!(mailbox && practice, "{found:?}");
    assert!(found.iter().all(|to| to.starts_with("mailto:") || to.starts_with("https://")), "{found:?}");
    // The language of the local name is said where it is printed.
    let pdf = report(&language("en"), &press, "ain-sanawat", &Edition::default());
    let document = lopdf::Document::load_mem(&pdf).unwrap();
    let first = document.get_pages()[&1];
    let content = document.get_page_content(first);
    let lang = |tag: &str| content.windows(tag.len()).any(|window| window == tag.as_bytes());
    assert!(lang("/Lang(ar)") || lang("/Lang (ar)"), "{}", String::from_utf8_lossy(&content[..2000]));
    // Cells that head their rows.
    let text = unpacked(&pdf).unwrap();
    let scopes = |scope: &str| text.windows(scope.len()).filter(|window| *window == scope.as_bytes()).count();
    assert!(scopes("/Scope/Row") + scopes("/Scope /Row") > 20);
}

/// Some messages in Arabic; what they leave out is said in English.
const ARABIC: &str = "direction = rtl
language-name = العربية
area-1_1 = تمكين الأفراد وتعزيز التماسك الاجتماعي
area-1_2 = تعزيز التنمية الاقتصادية والازدهار الثقافي
region-arab_states = الدول العربية
country-TUN = تونس
brief-figure = الشكل
brief-table = الجدول
brief-contents = المحتويات
brief-city-title = { $city }: تقرير التعلم من الأقران { $cycle }
brief-city-kicker = { $region } · { $country } · تقرير التعلم من الأقران { $cycle }
brief-edition-draft = مسودة طبعة { $cycle }
brief-draft-line = مسودة: قد تتغير الأرقام
brief-fictional = عرض توضيحي: جميع المدن والأرقام هنا مخترعة.
brief-area-title = { $number } { $title }
brief-series = ما تحرك وما له هدف
areas-glance = المدينة في لمحة
areas-title = مجالات التركيز
areas-counts = سلاسل كل مجال بحسب ما آلت إليه
table-area = مجال التركيز
counts-shares = الحصص
counts-towards = نحو التقدم
counts-held = ثابتة
counts-away = بعيدا عنه
counts-no-direction = بلا اتجاه
areas-no-result = بلا نتيجة
count-of = { $n } من { $all }
benefits-entry = الظروف والمنافع
benefits-by = بحلول الدورة
benefits-conditions = الظروف الأساسية
benefits-blocks = اللبنات
benefits-benefits = المنافع الأوسع
peers-title = مجموعة الأقران
peers-city = المدينة
city-towards-none = لم تتحرك أي سلسلة من أصل { $all } نحو التقدم.
city-towards = من { $all } سلسلة قابلة للمقارنة تحركت { $n } نحو التقدم في { $titles }.
city-towards-among = من { $all } سلسلة قابلة للمقارنة تحركت { $n } نحو التقدم، منها { $titles }.
city-with-value = سلاسل لها قيمة
city-joined = انضمت إلى الشبكة
city-measured-from = يقاس التقدم منذ
brief-peers-names = { $n } مدن في سياق مماثل، مهما كانت نتائجها: { $cities }.
";

#[test]
fn a_report_is_set_from_right_to_left() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::copy(repository().join("data/messages/en.ftl"), dir.path().join("en.ftl")).unwrap();
    std::fs::write(dir.path().join("ar.ftl"), ARABIC).unwrap();
    let arabic = Language::load(dir.path(), "ar").unwrap();
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join("right-to-left");
    std::fs::create_dir_all(&kept).unwrap();
    // With the faces that crates carry, and with those of a folder where it has been filled.
    for (name, fonts) in [("bundled", None), ("fonts", Some(repository().join("data/fonts")))] {
        let press = Press::new(fonts.as_deref(), None).unwrap();
        assert!(press.fonts().cover_all(ARABIC), "{name}");
        for city in ["ain-sanawat", "zenomba"] {
            let pdf = report(&arabic, &press, city, &Edition::default());
            assert!((4..=10).contains(&pages(&pdf)), "{city}: {}", pages(&pdf));
            let plain = unpacked(&pdf).unwrap();
            let text = String::from_utf8_lossy(&plain);
            assert!(
                text.contains("/Direction/R2L") || text.contains("/Direction /R2L"),
                "{city}: the direction of reading"
            );
            assert!(
                text.contains("<rdf:li>ar</rdf:li>") && text.contains("تقرير التعلم من الأقران"),
                "{city}: language and title"
            );
            std::fs::write(kept.join(format!("{city}-{name}.pdf")), pdf).unwrap();
        }
    }
}
