#![no_main]
learning_cities_fuzz::target!("corrections");
