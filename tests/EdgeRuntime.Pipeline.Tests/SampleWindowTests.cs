namespace EdgeRuntime.Pipeline.Tests;

public class SampleWindowTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(7, 3)]
    public void HoldsTheLatestFramesInOrder(int length, int channels)
    {
        var window = new SampleWindow(length, channels);
        var all = new List<float>();
        for (var frame = 0; frame < (3 * length) + 1; frame++)
        {
            var values = Enumerable.Range(0, channels).Select(c => (float)((frame * 10) + c)).ToArray();
            window.Push(values);
            all.AddRange(values);
            Assert.Equal(frame + 1 >= length, window.IsFull);
            Assert.Equal(window.IsFull ? all.TakeLast(length * channels) : [], window.Latest.ToArray());
        }
    }

    [Fact]
    public void ManyFramesAtOnceAreTheSameAsOneByOne()
    {
        var (one, many) = (new SampleWindow(5, 2), new SampleWindow(5, 2));
        var frames = Enumerable.Range(0, 26).Select(i => (float)i).ToArray();
        many.Push(frames);
        for (var i = 0; i < frames.Length; i += 2)
        {
            one.Push(frames.AsSpan(i, 2));
        }

        Assert.Equal(one.Latest.ToArray(), many.Latest.ToArray());
    }

    [Fact]
    public void NothingFromBeforeAClearComesBack()
    {
        var window = new SampleWindow(2, 1);
        window.Push([1, 2, 3]);
        window.Clear();
        Assert.False(window.IsFull);
        window.Push([7]);
        Assert.True(window.Latest.IsEmpty);
        window.Push([8]);
        Assert.Equal([7f, 8f], window.Latest.ToArray());
    }
}
