"""Exercises of the page on noise: floors, baselines, memorised noise, and noise that remembers."""

import numpy as np

from lstm_tutor.base.numerals import listed, short
from lstm_tutor.exercises.exercise import Exercise
from lstm_tutor.tasks.series import sine_fit

PAGE = "training/noise.md"
OBJECTIVES = {
    "Compute the loss below which noise lets no predictor come.": ["loss-nobody-can-beat"],
    "Explain why a network on noisy data is judged beside a floor and a simple rule.": [
        "is-it-the-noise"
    ],
    "Predict what more data changes where a network has learned noise by heart.": [
        "learned-by-heart"
    ],
    "Say what was measured when noise is said to delay learning, and what tells against it.": [
        "does-noise-delay"
    ],
    "Tell white from autoregressive noise, and continue the latter by hand.": [
        "noise-that-remembers",
        "autocorrelation-in-code",
    ],
}

LEVELS = (0.3, 1.0)
UNAVOIDABLE = [level**2 for level in LEVELS]
OF_THE_MEAN = [0.5 + level**2 for level in LEVELS]

KEPT, DEVIATION = 0.9, 2.0
LATER = [DEVIATION * KEPT**month for month in (1, 2, 3)]
YEAR = DEVIATION * KEPT**12


def check_losses() -> None:
    """Mean squared errors of the wave itself and of zero, against noisy points of many phases."""
    rng = np.random.default_rng(0)
    wave = np.sin(np.linspace(0, 2 * np.pi, 200_000, endpoint=False))
    for level, least, mean in zip(LEVELS, UNAVOIDABLE, OF_THE_MEAN, strict=True):
        noisy = wave + level * rng.standard_normal(wave.shape)
        np.testing.assert_allclose(np.mean((noisy - wave) ** 2), least, rtol=0.02)
        np.testing.assert_allclose(np.mean(noisy**2), mean, rtol=0.02)


def autocorrelation(values: np.ndarray, lag: int) -> float:
    """How far values move together with those `lag` places later."""
    deviation = values - values.mean()
    together = deviation[:-lag] @ deviation[lag:]
    return float(together / (deviation @ deviation))


def check_autocorrelation() -> None:
    """Against what the chapter measures in the residual of the sea, on noise of both kinds."""
    rng = np.random.default_rng(0)
    white = rng.standard_normal(500)
    slow = np.zeros(500)
    for t in range(1, 500):
        slow[t] = 0.9 * slow[t - 1] + white[t]
    for values in (white, slow):
        expected = sine_fit.autocorrelation(values, 6)
        for lag in (1, 6):
            assert np.isclose(autocorrelation(values, lag), expected[lag])


EXERCISES = (
    Exercise(
        id="loss-nobody-can-beat",
        kind="by hand",
        question=f"""
            A sine goes from −1 to 1; the mean of its squares is 0.5. White noise with a standard
            deviation of {short(LEVELS[0])} lies on every point, the one to be predicted included.
            Which mean squared error has a predictor that knows the clean wave exactly? Which one
            has a predictor that always says 0? Answer both for a standard deviation of
            {short(LEVELS[1])} too. What does a training loss of 0.6 tell you in each case?
        """,
        answer=f"""
            Knowing the wave leaves the noise, {short(LEVELS[0])} squared: {short(UNAVOIDABLE[0])}.
            Saying 0 leaves noise and wave, {short(OF_THE_MEAN[0])}. For the stronger noise it is
            {short(UNAVOIDABLE[1])} and {short(OF_THE_MEAN[1])}.

            With weak noise a loss of 0.6 is as bad as saying 0. With strong noise it is better than
            anybody can be on new data, so noise of the training windows has been learned by heart.
            The same number, and two opposite stories: a loss means nothing until you know what was
            possible.
        """,
        check=check_losses,
    ),
    Exercise(
        id="is-it-the-noise",
        kind="prediction",
        question="""
            At high noise, after 20 epochs, the network continues the wave about as well as a
            constant would. “No wonder, with so much noise.” Which two numbers do you want to see
            before you agree? Guess them, then look at [the figure](fig:noise-high).
        """,
        answer="""
            The floor, that is, the error of the ideal predictor, and the error of a simple rule.
            They are [error of the ideal predictor](value:noise-high.floor) and
            [error of the linear rule](value:noise-high.linear); the network is at
            [error of the network](value:noise-high.network). A linear rule, fitted to the same
            windows, does better than the network in
            [seeds in which the network is behind](value:noise-high.worse) seeds.

            So the noise explains the distance from zero to the floor, and no more. The rest is the
            network, its training and the amount of data. The chapter claims that the network's
            error is more than twice the floor. With fresh data in every epoch this comes out as
            [outcome with fresh data](value:noise-high.fresh-data.outcome).
        """,
    ),
    Exercise(
        id="learned-by-heart",
        kind="prediction",
        question="""
            At high noise a network sees the same 400 windows in every epoch. Its training loss
            falls and falls. What do you expect of its free run? And if it got 400 new windows in
            each epoch, at the same noise? ([The figure](fig:noise-high-divergence), at the smaller
            rate.)
        """,
        answer="""
            The free run is at its best, [best error](value:noise-high-divergence.free-run-best),
            early on, and ends at [last error](value:noise-high-divergence.free-run-end), about as
            bad as predicting the mean. Meanwhile the training loss went down to
            [lowest training loss](value:noise-high-divergence.training-lowest), below what the
            ideal predictor has: the noise itself was learned.

            With new windows there is nothing to learn by heart. The free run ends at [last error,
            fresh data](value:noise-high-divergence.fresh-end), and [seeds at the goal, fresh
            data](value:noise-high-divergence.fresh-reached) seeds are at the goal, against [seeds
            at the goal, fixed data](value:noise-high-divergence.fixed-reached) before. What looked
            like too much noise was in good part too little data for so much noise.
        """,
    ),
    Exercise(
        id="does-noise-delay",
        kind="recall",
        question="""
            “Noisy data is harder to learn, it takes longer to converge.” What is the verdict on
            this sentence, and what exactly was measured? Name two reasons for caution.
        """,
        answer="""
            The verdict is *[verdict](value:noise-some-convergence.verdict)*. What was measured is
            the number of epochs until the goal is reached, with noise against without. At the
            baseline half of the seeds are there by epoch
            [without noise](value:noise-some-convergence.half-none), with the strongest noise of
            that figure by epoch [with noise](value:noise-some-convergence.half-most).

            One reason for caution is the rate: at the smaller one it is
            [without noise, smaller rate](value:noise-some-convergence.half-none-lower) against
            [with noise, smaller rate](value:noise-some-convergence.half-most-lower). Another is
            exploRNN's recipe, where the claim
            [outcome in exploRNN's recipe](value:noise-some-convergence.explornns-recipe.outcome). A
            third: reached is not converged. Many of these networks leave the goal again.
        """,
    ),
    Exercise(
        id="noise-that-remembers",
        kind="by hand",
        question=f"""
            This month the sea is {short(DEVIATION)} °C warmer than is usual for the month. Suppose
            that each month's deviation is {short(KEPT)} times the last one plus something new that
            nobody can foresee. What do you predict for the next three months, and for the same
            month of next year? What would you predict if the deviations were white noise?
        """,
        answer=f"""
            The new part is zero on average, so predict {listed(LATER)} °C above the usual, and
            {short(YEAR)} °C after twelve months. Each month keeps the same share of what is left.

            For white noise predict 0 from the next month on: one value says nothing about another.
            The rule is all there is to *climatology + AR(1)*, which most networks of
            [this figure](fig:noise-some) do not beat.
        """,
    ),
    Exercise(
        id="autocorrelation-in-code",
        kind="coding",
        question="""
            Write `autocorrelation(values, lag)`: the sum of the products of each value's deviation
            from the mean with that of the value `lag` places later, divided by the sum of the
            squared deviations. What do you expect for white noise, and what for the residual of
            [the measured series](fig:noise-none-realism)?
        """,
        answer="""
            White noise gives values near 0 for every lag, never exactly 0: a finite series always
            shows a little by chance. The residual of the sea gives large values for neighbouring
            months that fade slowly. A sine with white noise on it therefore looks noisy in the
            wrong way.
        """,
        solution=autocorrelation,
        check=check_autocorrelation,
    ),
)
