//! Arithmetic whose last bit must agree on every machine: the only home of `exp`, `ln`, `pow`,
//! roots, angles and the ordered sum.

/// The step that sums which must tie where they tie on paper are kept to: 2⁻³⁶, about 1.5e-11.
pub const STEP: f64 = 1.0 / 68_719_476_736.0;

/// A count as a number. Exact up to 2^53, far above any count here.
pub fn count(n: usize) -> f64 {
    n as f64
}

/// A share, `part / whole`, or `None` when there is no whole to take a share of.
pub fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| count(part) / count(whole))
}

/// A whole number as it is printed, with commas between thousands: `10,000`.
pub fn grouped(number: impl ToString) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// To two decimals, which is all that guessed inputs can carry; never a negative nought. Beyond what decimals can tell apart,
/// as a power of ten.
pub fn two_decimals(value: f64) -> String {
    if value.abs() >= 1e15 {
        return format!("{value:.2e}");
    }
    let text = format!("{value:.2}");
    if text == "-0.00" { "0.00".to_owned() } else { text }
}

/// A number as one would write it; where its digits would fill the line, as a power of ten.
pub fn written(value: f64) -> String {
    if value.abs() >= 1e15 { format!("{value:e}") } else { value.to_string() }
}

/// e to the `x`, the same bits on every platform.
pub fn exp(x: f64) -> f64 {
    libm::exp(x)
}

/// The natural logarithm of `x`, the same bits on every platform.
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// `base` to the `power`, the same bits on every platform.
pub fn pow(base: f64, power: f64) -> f64 {
    libm::pow(base, power)
}

/// The square root of `x`.
pub fn root(x: f64) -> f64 {
    libm::sqrt(x)
}

/// The point of the unit circle after a share of a whole turn, clockwise from the top, with `y` growing downwards.
pub fn turn(share: f64) -> (f64, f64) {
    let angle = share * std::f64::consts::TAU;
    (libm::sin(angle), -libm::cos(angle))
}

/// The natural logarithm of the gamma function.
pub fn ln_gamma(x: f64) -> f64 {
    libm::lgamma(x)
}

/// The nearest whole number, halves away from nought.
pub fn round(x: f64) -> f64 {
    libm::round(x)
}

/// The sum in the order given. Reported sums are never taken in parallel.
pub fn sum(values: impl IntoIterator<Item = f64>) -> f64 {
    values.into_iter().fold(0.0, |total, value| total + value)
}

/// The number below which the share `u` of a standard normal distribution lies, for `u` strictly between 0 and 1.
///
/// Newton's method from the quantile of a logistic distribution, to the last bits.
pub fn normal_quantile(u: f64) -> f64 {
    let root_of_tau = libm::sqrt(std::f64::consts::TAU);
    let mut x = 0.6 * ln(u / (1.0 - u));
    for _ in 0..60 {
        let below = libm::erfc(-x / std::f64::consts::SQRT_2) / 2.0;
        let density = exp(-x * x / 2.0) / root_of_tau;
        let step = ((below - u) / density).clamp(-1.0, 1.0);
        x -= step;
        if step.abs() < 1e-14 {
            break;
        }
    }
    x
}

/// The regularised incomplete beta function I_x(a, b): the share of a beta distribution below `x`.
pub fn incomplete_beta(a: f64, b: f64, x: f64) -> f64 {
    Beta::new(a, b).below(x)
}

/// A beta distribution, ready to be asked many times.
#[derive(Debug, Clone, Copy)]
pub struct Beta {
    a: f64,
    b: f64,
    /// Γ(a + b) / (Γ(a) Γ(b)), and its logarithm.
    scale: f64,
    log_scale: f64,
}

impl Beta {
    /// With these shapes.
    pub fn new(a: f64, b: f64) -> Beta {
        let log_scale = ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b);
        Beta { a, b, scale: exp(log_scale), log_scale }
    }

    /// The share of it below `x`.
    ///
    /// Continued fraction by the modified Lentz method [dlmf, 8.17.22]. Absolute error below 1e-12 for a, b in 1..=5,
    /// the only shapes a three-point guess has.
    pub fn below(self, x: f64) -> f64 {
        let Beta { a, b, log_scale, .. } = self;
        if x <= 0.0 {
            return 0.0;
        }
        if x >= 1.0 {
            return 1.0;
        }
        let front = exp(log_scale + a * ln(x) + b * ln(1.0 - x));
        if x < (a + 1.0) / (a + b + 2.0) {
            front * beta_fraction(a, b, x) / a
        } else {
            1.0 - front * beta_fraction(b, a, 1.0 - x) / b
        }
    }

    /// Its density at `x`.
    pub fn density(self, x: f64) -> f64 {
        self.scale * pow(x, self.a - 1.0) * pow(1.0 - x, self.b - 1.0)
    }
}

fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let floor = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / floor(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = d;
    for step in 1..200 {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / floor(1.0 + even * d);
        c = floor(1.0 + even / c);
        fraction *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / floor(1.0 + odd * d);
        c = floor(1.0 + odd / c);
        let change = d * c;
        fraction *= change;
        if (change - 1.0).abs() < 1e-15 {
            break;
        }
    }
    fraction
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_thousands() {
        assert_eq!([0, 999, 10_000, 1_234_567].map(grouped), ["0", "999", "10,000", "1,234,567"]);
    }

    #[test]
    fn decimals_stay_short() {
        assert_eq!([-0.001, 2.345, 1e15, -1e308].map(two_decimals), ["0.00", "2.35", "1.00e15", "-1.00e308"]);
        assert_eq!([0.5, -3.0, 1e308].map(written), ["0.5", "-3", "1e308"]);
    }

    #[test]
    fn normal_quantiles_are_those_of_tables() {
        for (u, x) in
            [(0.5, 0.0), (0.975, 1.959_963_984_540_054), (0.999, 3.090_232_306_167_813_5), (1e-9, -5.997_807_015_008)]
        {
            assert!((normal_quantile(u) - x).abs() < 1e-9, "{u}: {}", normal_quantile(u));
        }
        for step in 1..1000 {
            let u = f64::from(step) / 1000.0;
            assert!((normal_quantile(u) + normal_quantile(1.0 - u)).abs() < 1e-12);
        }
    }

    #[test]
    fn incomplete_beta_matches_closed_forms() {
        for step in 0..=20 {
            let x = f64::from(step) / 20.0;
            assert!((incomplete_beta(1.0, 1.0, x) - x).abs() < 1e-13);
            assert!((incomplete_beta(1.0, 5.0, x) - (1.0 - pow(1.0 - x, 5.0))).abs() < 1e-12);
            // I_x(3, 3) = x^3 (10 - 15 x + 6 x^2)
            let exact = x * x * x * (10.0 - 15.0 * x + 6.0 * x * x);
            assert!((incomplete_beta(3.0, 3.0, x) - exact).abs() < 1e-12);
        }
    }
}
