use crate::base::durable::{self, Access};
use crate::base::error::{Error, Result};
use crate::base::root::Root;
use crate::cli::output::{self, Outcome};
use crate::cli::places::{self, Place};
use crate::language::{FIRST, Language};
use crate::model::framework::Framework;
use crate::model::network::Network;
use crate::template::{self, Form};

/// Write the workbook that a city fills in
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  learning-cities template --network data/demo --city ain-sanawat --cycle 2024 --out ain-sanawat-2024.xlsx
  learning-cities template --network data/demo --city ain-sanawat --cycle 2024 --language fr --store store/demo --out ain-sanawat-2024-fr.xlsx")]
pub struct Args {
    /// Network folder
    #[arg(long, value_name = "DIR")]
    network: std::path::PathBuf,
    /// City
    #[arg(long, value_name = "ID")]
    city: String,
    /// Cycle: the year of the brief
    #[arg(long, value_name = "YEAR")]
    cycle: i32,
    /// Workbook to write
    #[arg(long, value_name = "FILE.xlsx")]
    out: std::path::PathBuf,
    /// Language in which it says what it asks, by its file in data/messages: en, fr, es. What is entered is read alike
    #[arg(long, value_name = "TAG", default_value = FIRST)]
    language: String,
    /// Store with the last cycle values to show next to the empty cells
    #[arg(long, value_name = "DIR")]
    store: Option<std::path::PathBuf>,
}

/// Runs the command.
pub fn run(root: &Root, args: Args) -> Result<Outcome> {
    places::refuse_within("--out", &args.out, Place::Files)?;
    let framework = Framework::load(&root.framework())?;
    let network = Network::load(&args.network, &framework)?;
    if !(1900..=2100).contains(&args.cycle) {
        return Err(Error::Usage(format!("--cycle {}: is no year between 1900 and 2100", args.cycle)));
    }
    let language = Language::load(&root.messages(), &args.language)?;
    let snapshot = output::current(args.store.as_deref())?;
    let city = match (network.cities.iter().find(|c| c.city == args.city), &snapshot) {
        (Some(city), _) => Some(city.clone()),
        // A registry that a mapping brings is in the store only.
        (None, Some(snapshot)) => template::registered(snapshot, &args.city)?,
        (None, None) => None,
    };
    let city = city.ok_or_else(|| {
        let (id, registry) = (&args.city, args.network.join("cities.csv"));
        let place = match args.store {
            Some(_) => "nor in the store",
            None => "(a city that a mapping brings needs --store)",
        };
        Error::Usage(format!("--city {id:?}: is not in {} {place}; use an id of its first column", registry.display()))
    })?;
    let last = snapshot.map(|snapshot| template::last_values(&snapshot, &city.city, args.cycle)).transpose()?;
    let last = last.unwrap_or_default();
    let form = Form {
        framework: &framework,
        network: &network.file,
        definitions: &network.definitions,
        city: &city,
        cycle: args.cycle,
        language: &language,
        last: &last,
    };
    if !args.out.extension().is_some_and(|e| e.eq_ignore_ascii_case("xlsx")) {
        return Err(Error::Usage(format!("--out {}: name a file that ends with .xlsx", args.out.display())));
    }
    let bytes = template::workbook(&form, &template::Entries::default())?;
    durable::write(&args.out, &bytes, Access::Public)?;
    output::say(&format!(
        "{}: {} series to fill in, {} with a last value",
        args.out.display(),
        framework.series_expected(),
        last.len()
    ));
    Ok(Outcome::Done)
}
