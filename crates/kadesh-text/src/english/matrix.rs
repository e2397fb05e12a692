//! Rows of numbers times a matrix: where nearly all the time goes.
//!
//! Every sum is taken in the order of the inputs, whatever the width of the machine's registers, and no product is fused
//! with a sum, so that the bits are the same on every machine.

use pulp::{Arch, Simd, WithSimd};

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
        let weights = firsts
            .clone()
            .flat_map(|first| weights.chunks(outputs.max(1)).map(move |row| columns(row, first)))
            .collect();
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
        Arch::new().dispatch(Product { layer: self, inputs, step, outputs });
    }
}

/// A product still to be taken, by code for the registers that the machine has.
struct Product<'a> {
    layer: &'a Layer,
    inputs: &'a [f32],
    step: usize,
    outputs: &'a mut [f32],
}

impl WithSimd for Product<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Product { layer, inputs, step, outputs } = self;
        let width = layer.width();
        for (block, (weights, bias)) in layer.weights.chunks_exact(layer.inputs).zip(&layer.bias).enumerate() {
            for (tile, outputs) in outputs.chunks_mut(TALL * width).enumerate() {
                let inputs = inputs.get(tile * TALL * step..).unwrap_or_default();
                // A tile at the end that is not full repeats its first row.
                let row = |row: usize| inputs.get(row * step..)?.get(..layer.inputs);
                let Some(first) = row(0) else { break };
                let rows = std::array::from_fn(|place| row(place).unwrap_or(first));
                let sums = sums(rows, weights, bias);
                for ((place, output), sums) in outputs.chunks_exact_mut(width).enumerate().zip(sums) {
                    if row(place).is_some() {
                        output[block * WIDE..][..WIDE].copy_from_slice(&sums);
                    }
                }
            }
        }
    }
}

/// The sums of four rows in `WIDE` columns.
#[inline(always)]
fn sums(rows: [&[f32]; TALL], weights: &[[f32; WIDE]], bias: &[f32; WIDE]) -> [[f32; WIDE]; TALL] {
    let [mut a, mut b, mut c, mut d] = [[0.0; WIDE]; TALL];
    let [first, second, third, fourth] = rows;
    let inputs = first.iter().zip(second).zip(third.iter().zip(fourth));
    for (weights, ((&first, &second), (&third, &fourth))) in weights.iter().zip(inputs) {
        for column in 0..WIDE {
            a[column] += first * weights[column];
            b[column] += second * weights[column];
            c[column] += third * weights[column];
            d[column] += fourth * weights[column];
        }
    }
    for column in 0..WIDE {
        a[column] += bias[column];
        b[column] += bias[column];
        c[column] += bias[column];
        d[column] += bias[column];
    }
    [a, b, c, d]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_those_of_the_definition_to_the_last_bit() {
        for (rows, inputs, outputs) in [(1, 3, 5), (4, 70, 16), (9, 20, 33), (0, 4, 4)] {
            let number = |seed: usize| (seed * 37 % 19) as f32 / 7.0 - 1.1;
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
