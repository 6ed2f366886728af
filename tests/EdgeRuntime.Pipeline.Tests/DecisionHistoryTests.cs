namespace EdgeRuntime.Pipeline.Tests;

public class DecisionHistoryTests
{
    [Fact]
    public void TheNewestComeFirstAndOldOnesGo()
    {
        var history = new DecisionHistory();
        Assert.Empty(history.Latest());
        for (var i = 1; i <= 11; i++)
        {
            history.Add(Of(i));
        }

        Assert.Equal([11L, 10, 9, 8, 7, 6, 5, 4], history.Latest().Select(d => d.Sequence));
        Assert.Equal(11, history.Count);
    }

    [Fact]
    public void AReaderNeverSeesHalfADecision()
    {
        var history = new DecisionHistory();
        using var stop = new CancellationTokenSource();
        var writer = new Thread(() =>
        {
            for (var i = 1L; !stop.IsCancellationRequested; i++)
            {
                history.Add(Of(i));
            }
        });
        writer.Start();
        for (var i = 0; i < 20_000; i++)
        {
            Assert.All(history.Latest(), d => Assert.Equal((d.Sequence, $"{d.Sequence}"), (d.LatencyNs, d.Label)));
        }

        stop.Cancel();
        writer.Join();
    }

    private static Decision Of(long number) => new(number, number, 0, $"{number}", 0, true, true, number);
}
