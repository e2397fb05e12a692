//! Rows of numbers times a matrix: where nearly all the time goes.
//!
//! Every sum is taken in the order of the inputs, whatever the width of the machine's registers, and no product is fused
//! with a sum, so that the bits are the same on every machine.

use super::file::File;

/// How many columns are summed side by side.
const WIDE: usize = 16;
/// How many rows.
const TALL: usize = 4;

/// An affine map: inputs times weights, plus a bias.
pub struct Layer {
    /// For each `WIDE` columns, row after row of the weights.
    weights: Vec<[f32; WIDE]>,
    bias: Vec<[f32; WIDE]>,
    pub inputs: usize,
}

impl Layer {
    /// From the next two sections of the file: weights, for each input all outputs, and bias.
    pub fn read(file: &mut File, inputs: usize, outputs: usize) -> Layer {
        let weights = file.numbers(inputs * outputs);
        let bias = file.numbers(outputs);
        Layer::new(&weights, &bias, inputs, outputs)
    }

    /// With these weights, for each input all outputs, and this bias.
    pub fn new(weights: &[f32], bias: &[f32], inputs: usize, outputs: usize) -> Layer {
        let columns =
            |row: &[f32], first: usize| std::array::from_fn(|column| row.get(first + column).copied().unwrap_or(0.0));
        let firsts = (0..outputs).step_by(WIDE);
        let weights =
            firsts.clone().flat_map(|first| weights.chunks(outputs).map(move |row| columns(row, first))).collect();
        Layer { weights, bias: firsts.map(|first| columns(bias, first)).collect(), inputs }
    }

    /// How many numbers a row of outputs takes.
    pub fn width(&self) -> usize {
        self.bias.len() * WIDE
    }

    /// A row of outputs for each row of inputs. Row `i` of the inputs begins at `i * step` and may overlap the next.
    ///
    /// As many rows as `outputs` has room for; what `inputs` lacks is not written.
    pub fn apply(&self, inputs: &[f32], step: usize, outputs: &mut [f32]) {
        let width = self.width();
        for (block, (weights, bias)) in self.weights.chunks_exact(self.inputs).zip(&self.bias).enumerate() {
            for (tile, rows) in outputs.chunks_mut(TALL * width).enumerate() {
                let inputs = inputs.get(tile * TALL * step..).unwrap_or_default();
                if rows.len() == TALL * width && inputs.len() >= (TALL - 1) * step + self.inputs {
                    let sums = sums::<TALL>(inputs, step, weights, bias);
                    for (row, sums) in rows.chunks_exact_mut(width).zip(sums) {
                        row[block * WIDE..][..WIDE].copy_from_slice(&sums);
                    }
                    continue;
                }
                for (place, row) in rows.chunks_exact_mut(width).enumerate() {
                    let Some(inputs) = inputs.get(place * step..).filter(|rest| rest.len() >= self.inputs) else {
                        break;
                    };
                    row[block * WIDE..][..WIDE].copy_from_slice(&sums::<1>(inputs, step, weights, bias)[0]);
                }
            }
        }
    }
}

/// The sums of `ROWS` rows in `WIDE` columns.
#[inline(always)]
fn sums<const ROWS: usize>(
    inputs: &[f32],
    step: usize,
    weights: &[[f32; WIDE]],
    bias: &[f32; WIDE],
) -> [[f32; WIDE]; ROWS] {
    let mut sums = [[0.0; WIDE]; ROWS];
    let rows: [&[f32]; ROWS] = std::array::from_fn(|row| &inputs[row * step..][..weights.len()]);
    for (place, weights) in weights.iter().enumerate() {
        for (sums, row) in sums.iter_mut().zip(rows) {
            let input = row[place];
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += input * weight;
            }
        }
    }
    for sums in &mut sums {
        for (sum, bias) in sums.iter_mut().zip(bias) {
            *sum += bias;
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_those_of_the_definition() {
        for (rows, inputs, outputs) in [(1, 3, 5), (4, 7, 16), (9, 2, 33), (0, 4, 4)] {
            let number = |seed: usize| (seed * 37 % 19) as f32 - 9.0;
            let weights: Vec<f32> = (0..inputs * outputs).map(number).collect();
            let bias: Vec<f32> = (3..outputs + 3).map(number).collect();
            let layer = Layer::new(&weights, &bias, inputs, outputs);
            let given: Vec<f32> = (5..rows * inputs + 5).map(number).collect();
            let mut found = vec![0.0; rows * layer.width()];
            layer.apply(&given, inputs, &mut found);
            for row in 0..rows {
                for column in 0..outputs {
                    let products =
                        (0..inputs).map(|place| given[row * inputs + place] * weights[place * outputs + column]);
                    assert_eq!(found[row * layer.width() + column], products.sum::<f32>() + bias[column]);
                }
            }
        }
    }
}
