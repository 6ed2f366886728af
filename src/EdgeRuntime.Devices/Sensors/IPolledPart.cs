namespace EdgeRuntime.Devices;

/// <summary>
/// A part that is asked for its numbers. Every member throws an exception whose message says what is wrong when the part does not answer;
/// <see cref="Read"/> allocates nothing while all is well.
/// </summary>
public interface IPolledPart
{
    /// <summary>Numbers in a frame.</summary>
    int Channels { get; }

    /// <summary>Longest time that opening or reading takes while everything is well, nanoseconds.</summary>
    long LongestCallNs => 1_000_000_000;

    /// <summary>Finds it, finds out that it is this part, and sets it up.</summary>
    void Open();

    /// <summary>Whether it is still set up; a part that lost its power answers, but with the values of a part at rest.</summary>
    bool IsSetUp() => true;

    /// <param name="frame">(channels).</param>
    void Read(Span<float> frame);

    /// <summary>Gives it back, in whatever state it is; throws nothing.</summary>
    void Close();
}
