//! Whether some package leaves everybody at least as well off as another one and somebody better: found out only for those that
//! are asked, since with many parties nearly none is beaten.

/// Packages as rows of utilities, one number a party, kept to a step: sums of them are exact.
// INVARIANT: `rows` holds `parties` numbers for each of `sums`; `falling` holds each place once.
pub(in crate::deals) struct Beaten {
    parties: usize,
    rows: Vec<f64>,
    sums: Vec<f64>,
    /// The places, the greatest sum first: what beats a row has a greater sum.
    falling: Vec<usize>,
    /// Those that nothing beats, as far as they were met.
    strong: Vec<usize>,
    /// By place: whether something beats it, once it was asked.
    answers: Vec<Option<bool>>,
}

impl Beaten {
    /// Of rows behind one another. At least one party.
    pub fn of(parties: usize, rows: Vec<f64>) -> Beaten {
        let sums: Vec<f64> = rows.chunks_exact(parties.max(1)).map(|row| row.iter().sum()).collect();
        let mut falling: Vec<usize> = (0..sums.len()).collect();
        falling.sort_unstable_by(|one, two| sums[*two].total_cmp(&sums[*one]).then(one.cmp(two)));
        Beaten { parties, answers: vec![None; sums.len()], rows, sums, falling, strong: Vec::new() }
    }

    /// How many rows.
    pub fn len(&self) -> usize {
        self.sums.len()
    }

    /// The rows, in order.
    pub fn rows(&self) -> impl Iterator<Item = &[f64]> + Clone {
        self.rows.chunks_exact(self.parties.max(1))
    }

    /// Whether another row beats the one at a place. O(rows × parties) at most.
    pub fn is_beaten(&mut self, place: usize) -> bool {
        if let Some(answer) = self.answers[place] {
            return answer;
        }
        let answer = self.strong.iter().any(|own| self.beats(*own, place)) || self.climbs(place);
        self.answers[place] = Some(answer);
        answer
    }

    /// Whether something beats it that was not met before; what nothing beats in turn is met now, and soon beats others too.
    fn climbs(&mut self, place: usize) -> bool {
        let mut top = place;
        while let Some(above) = self.above(top) {
            top = above;
        }
        self.strong.push(top);
        self.answers[top] = Some(false);
        top != place
    }

    fn above(&self, place: usize) -> Option<usize> {
        let greater = self.falling.iter().copied().take_while(|other| self.sums[*other] > self.sums[place]);
        greater.into_iter().find(|other| self.beats(*other, place))
    }

    fn beats(&self, own: usize, other: usize) -> bool {
        self.sums[own] > self.sums[other] && self.row(own).iter().zip(self.row(other)).all(|(own, other)| own >= other)
    }

    fn row(&self, place: usize) -> &[f64] {
        &self.rows[place * self.parties..][..self.parties]
    }
}
