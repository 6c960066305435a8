use super::*;

/// Scores of a short sentence without a pattern.
fn scores(words: usize) -> Vec<Scores> {
    let mut state = 7u32;
    (0..words)
        .map(|_| {
            std::array::from_fn(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 16) as f32 / 30000.0 - 1.0
            })
        })
        .collect()
}

#[test]
fn expectations_sum_to_one() {
    let scores = scores(5);
    let transitions = vec![1.1; STATES * STATES];
    let lattice = Lattice::new(&scores, &transitions);
    for at in 0..5 {
        let mut labels = [0f32; LABELS];
        let mut steps = vec![0f32; STATES * STATES];
        lattice.expect(at, &transitions, &mut labels, &mut steps);
        let sum: f32 = labels.iter().sum();
        assert!((sum - 1.0).abs() < 1e-3, "{sum}");
    }
}

#[test]
fn what_is_written_is_read() {
    let bytes = Model::bytes(
        &[(7, vec![(1, 0.5), (3, -1.0)]), (9, vec![(0, 0.0001)])],
        &[0.0; STATES * STATES],
        "abc",
    );
    let model = Model::read(&bytes).unwrap();
    assert_eq!(model.table.iter().filter(|entry| **entry != 0).count(), 1);
    assert_eq!(model.fingerprint(), "abc");
    assert!(Model::read(&bytes[..bytes.len() - 1]).is_none());
    assert!(Model::read(b"something else").is_none());
}
