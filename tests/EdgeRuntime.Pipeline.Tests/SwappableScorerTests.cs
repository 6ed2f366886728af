namespace EdgeRuntime.Pipeline.Tests;

public class SwappableScorerTests
{
    private static readonly float[] Window = [1, 2];

    [Fact]
    public void TheNextWindowIsAnsweredByTheNewModel()
    {
        var (old, next) = (new FakeScorer(2, _ => 0.25f), new FakeScorer(2, _ => 0.75f));
        using var scorer = new SwappableScorer(old);
        Assert.Equal(0.25f, Score(scorer));
        scorer.Offer(next, 0, 0);
        Assert.Equal(0.75f, Score(scorer));
        Assert.Equal(SwapState.Swapped, scorer.Report.State);
        Assert.Same(old, scorer.TakeRetired());
        Assert.Null(scorer.TakeRetired());
    }

    [Fact]
    public void ACandidateIsWatchedBeforeItAnswers()
    {
        // Same class on the first two windows, another on the third: 2 of 3 agree.
        var answers = new Queue<float>([0.9f, 0.8f, 0.1f, 0.7f]);
        using var scorer = new SwappableScorer(new FakeScorer(2, _ => 0.6f));
        scorer.Offer(new FakeScorer(2, _ => answers.Dequeue()), 3, 0.6);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(0.6f, Score(scorer));
            scorer.Observe(Window);
        }

        Assert.Equal(new SwapReport(SwapState.Swapped, 3, 2), scorer.Report);
        Assert.Equal(0.7f, Score(scorer));
    }

    [Fact]
    public void ACandidateThatDisagreesIsGivenBack()
    {
        var next = new FakeScorer(2, _ => 0.1f);
        using var scorer = new SwappableScorer(new FakeScorer(2, _ => 0.6f));
        scorer.Offer(next, 2, 0.5);
        for (var i = 0; i < 2; i++)
        {
            Score(scorer);
            scorer.Observe(Window);
        }

        Assert.Equal(new SwapReport(SwapState.Refused, 2, 0), scorer.Report);
        Assert.Same(next, scorer.TakeRetired());
        Assert.Equal(0.6f, Score(scorer));
    }

    [Fact]
    public void AModelOfOtherInputsIsRefused()
    {
        using var scorer = new SwappableScorer(new FakeScorer(2, _ => 0));
        Assert.Throws<ContractException>(() => scorer.Offer(new FakeScorer(3, _ => 0), 0, 0));
        scorer.Offer(new FakeScorer(2, _ => 0), 5, 0);
        Assert.Throws<ContractException>(() => scorer.Offer(new FakeScorer(2, _ => 0), 0, 0));
    }

    [Fact]
    public void TenThousandSwapsUnderLoadMixNothing()
    {
        const int swaps = 10_000;
        using var scorer = new SwappableScorer(new NumberedScorer(0));
        var mixed = 0L;
        var windows = 0L;
        var done = false;
        var pipeline = new Thread(() =>
        {
            var scores = new float[2];
            while (!Volatile.Read(ref done))
            {
                scorer.Score(Window, scores);
                mixed += scores[0] == -scores[1] ? 0 : 1;
                scorer.Observe(Window);
                windows++;
            }
        });
        pipeline.Start();
        for (var i = 1; i <= swaps; i++)
        {
            scorer.Offer(new NumberedScorer(i), i % 3, 0);
            IScorer? retired;
            while ((retired = scorer.TakeRetired()) is null)
            {
                Thread.Yield();
            }

            Assert.Equal(i - 1, ((NumberedScorer)retired).Number);
            retired.Dispose();
        }

        Volatile.Write(ref done, true);
        pipeline.Join();
        Assert.Equal(0, mixed);
        Assert.True(windows >= swaps);
        Assert.Equal(swaps, ((NumberedScorer)scorer.Current).Number);
    }

    private static float Score(SwappableScorer scorer)
    {
        var scores = new float[2];
        scorer.Score(Window, scores);
        return scores[0];
    }

    /// <summary>Answers its number and the negative of it, one after the other; refuses to answer once disposed.</summary>
    private sealed class NumberedScorer(int number) : IScorer
    {
        private bool _isDisposed;

        public int Number => number;

        public int ElementCount => 2;

        public IReadOnlyList<string> Labels { get; } = ["a", "b"];

        public void Score(ReadOnlySpan<float> window, Span<float> scores)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            scores[0] = number;
            scores[1] = -number;
        }

        public void Dispose() => _isDisposed = true;
    }
}
