//! Land on a map: Natural Earth's outline in the Equal Earth projection, cut to a frame.

use std::sync::LazyLock;

/// A place in the projection: of a sphere with radius 1, x to the east and y to the north.
pub(super) type Point = (f64, f64);

/// Degrees: longitude east of Greenwich, latitude north of the equator.
type Degrees = (f64, f64);

/// `data/land.csv`: the rings of land, projected.
static LAND: LazyLock<Vec<Vec<Point>>> = LazyLock::new(|| rings(include_str!("../../data/land.csv")));

/// The rings of land, each with its points in the projection.
pub(super) fn land() -> &'static [Vec<Point>] {
    &LAND
}

/// Reads rows of ring, longitude and latitude after a header; rows of a ring follow one another.
fn rings(text: &str) -> Vec<Vec<Point>> {
    let mut rings: Vec<Vec<Point>> = Vec::new();
    let mut last = "";
    for line in text.lines().skip(1) {
        let mut cells = line.split(',');
        let (Some(ring), Some(longitude), Some(latitude)) = (cells.next(), cells.next(), cells.next()) else {
            continue;
        };
        let (Ok(longitude), Ok(latitude)) = (longitude.parse(), latitude.parse()) else { continue };
        if ring != last {
            rings.push(Vec::new());
            last = ring;
        }
        if let Some(points) = rings.last_mut() {
            points.push(project((longitude, latitude)));
        }
    }
    rings
}

/// The Equal Earth projection, which keeps areas: B. Šavrič, T. Patterson and B. Jenny (2019), The Equal Earth map
/// projection, International Journal of Geographical Information Science 33(3), equations 9 and 10.
pub(super) fn project((longitude, latitude): Degrees) -> Point {
    const A: [f64; 4] = [1.340264, -0.081106, 0.000893, 0.003796];
    let root = 3.0_f64.sqrt();
    let t = (root / 2.0 * latitude.to_radians().sin()).asin();
    let (t2, t6) = (t * t, t.powi(6));
    let slope = A[0] + 3.0 * A[1] * t2 + t6 * (7.0 * A[2] + 9.0 * A[3] * t2);
    let x = 2.0 * root * longitude.to_radians() * t.cos() / (3.0 * slope);
    (x, t * (A[0] + A[1] * t2 + t6 * (A[2] + A[3] * t2)))
}

/// A part of the map.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Extent {
    pub west: f64,
    pub south: f64,
    pub east: f64,
    pub north: f64,
}

/// Of the width of the whole map, the least that is shown: some 700 km.
const LEAST_WIDTH: f64 = 0.02;
/// Of that width, from which the whole map is shown.
const WORLD_FROM: f64 = 0.4;
/// Around the points, of the extent's width or height.
const MARGIN: f64 = 0.12;
/// Height over width of a part: neither a strip nor a tower.
const ASPECT: (f64, f64) = (0.5, 0.9);

impl Extent {
    /// The inhabited world: without Antarctica.
    pub fn world() -> Extent {
        let (east, _) = project((180.0, 0.0));
        let (_, south) = project((0.0, -57.0));
        let (_, north) = project((0.0, 84.0));
        Extent { west: -east, south, east, north }
    }

    /// What shows all the points with room around them; the world where they are far apart.
    pub fn around(points: &[Point]) -> Extent {
        let world = Extent::world();
        let least = |values: &mut dyn Iterator<Item = f64>| values.fold(f64::INFINITY, f64::min);
        let west = least(&mut points.iter().map(|p| p.0));
        let east = -least(&mut points.iter().map(|p| -p.0));
        let south = least(&mut points.iter().map(|p| p.1));
        let north = -least(&mut points.iter().map(|p| -p.1));
        if points.is_empty() || (east - west).max(north - south) > WORLD_FROM * world.width() {
            return world;
        }
        let room = 1.0 + 2.0 * MARGIN;
        let width = ((east - west) * room).max(LEAST_WIDTH * world.width());
        let height = ((north - south) * room).max(width * ASPECT.0);
        let width = width.max(height / ASPECT.1);
        let (x, y) = ((west + east) / 2.0, (south + north) / 2.0);
        Extent { west: x - width / 2.0, south: y - height / 2.0, east: x + width / 2.0, north: y + height / 2.0 }
    }

    /// From west to east.
    pub fn width(&self) -> f64 {
        self.east - self.west
    }

    /// From south to north.
    pub fn height(&self) -> f64 {
        self.north - self.south
    }

    /// A ring cut to the extent, by Sutherland and Hodgman's algorithm; empty where nothing of it is inside.
    pub fn cut(&self, ring: &[Point]) -> Vec<Point> {
        let mut points = ring.to_vec();
        for side in [(0, self.west, 1.0), (0, self.east, -1.0), (1, self.south, 1.0), (1, self.north, -1.0)] {
            points = cut_side(&points, side);
        }
        points
    }
}

/// What of a ring is on the inner side of a line: which coordinate, its value there, and whether inside is above it
/// (1) or below (-1).
fn cut_side(ring: &[Point], (axis, at, sign): (usize, f64, f64)) -> Vec<Point> {
    let inside = |p: &Point| (if axis == 0 { p.0 } else { p.1 } - at) * sign;
    let mut out = Vec::with_capacity(ring.len());
    for (i, end) in ring.iter().enumerate() {
        let start = &ring[(i + ring.len() - 1) % ring.len()];
        let (a, b) = (inside(start), inside(end));
        if (a >= 0.0) != (b >= 0.0) {
            let share = a / (a - b);
            out.push((start.0 + share * (end.0 - start.0), start.1 + share * (end.1 - start.1)));
        }
        if b >= 0.0 {
            out.push(*end);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: Point, b: Point) {
        assert!((a.0 - b.0).abs() < 1e-5 && (a.1 - b.1).abs() < 1e-5, "{a:?} {b:?}");
    }

    /// Compared with PROJ 9: `echo LON LAT | proj +proj=eqearth +R=1`.
    #[test]
    fn projects_as_proj_does() {
        near(project((0.0, 0.0)), (0.0, 0.0));
        near(project((180.0, 0.0)), (2.706630, 0.0));
        near(project((-75.5, 40.25)), (-1.004628, 0.778994));
        near(project((20.0, -33.9)), (0.276011, -0.665255));
        near(project((0.0, 90.0)), (0.0, 1.317363));
    }

    #[test]
    fn land_is_read_whole() {
        let text = include_str!("../../data/land.csv");
        let points: usize = land().iter().map(Vec::len).sum();
        assert_eq!(points, text.lines().count() - 1);
        assert!(land().iter().all(|ring| ring.len() >= 3));
        // Equal areas: the land without Antarctica is 26 to 27 % of the sphere.
        let area: f64 = land().iter().map(|ring| signed_area(ring)).sum::<f64>().abs();
        let share = area / (4.0 * std::f64::consts::PI);
        assert!((0.255..0.275).contains(&share), "{share}");
    }

    fn signed_area(ring: &[Point]) -> f64 {
        let next = ring.iter().cycle().skip(1);
        ring.iter().zip(next).map(|(a, b)| (a.0 * b.1 - b.0 * a.1) / 2.0).sum()
    }

    #[test]
    fn near_points_are_shown_near_and_far_ones_on_the_world() {
        let (a, b) = (project((-3.0, 51.0)), project((1.0, 55.0)));
        let part = Extent::around(&[a, b]);
        assert!(part.width() < 0.2 * Extent::world().width());
        assert!(part.west < a.0 && part.east > b.0 && part.south < a.1 && part.north > b.1);
        let alone = Extent::around(&[a]);
        assert!(alone.width() >= 0.0199 * Extent::world().width());
        assert_eq!(Extent::around(&[a, project((175.0, -40.0))]), Extent::world());
        assert_eq!(Extent::around(&[]), Extent::world());
    }

    #[test]
    fn a_ring_is_cut_to_the_frame() {
        let frame = Extent { west: 0.0, south: 0.0, east: 1.0, north: 1.0 };
        let square = [(-1.0, -1.0), (0.5, -1.0), (0.5, 0.5), (-1.0, 0.5)];
        assert!((signed_area(&frame.cut(&square)) - 0.25).abs() < 1e-12);
        assert!(frame.cut(&[(2.0, 2.0), (3.0, 2.0), (3.0, 3.0)]).is_empty());
        assert_eq!(signed_area(&frame.cut(&[(-9.0, -9.0), (9.0, -9.0), (9.0, 9.0), (-9.0, 9.0)])), 1.0);
    }
}
