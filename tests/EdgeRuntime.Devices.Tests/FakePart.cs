namespace EdgeRuntime.Devices.Tests;

/// <summary>A part that counts its readings, fails when told to, and hangs until it is let go.</summary>
internal sealed class FakePart : IPolledPart
{
    private readonly ManualResetEventSlim _isFree = new(initialState: true);
    private volatile Exception? _fault;
    private volatile float _next;

    public int Channels => 2;

    public long LongestCallNs => 50_000_000;

    /// <summary>While set, every call fails with this.</summary>
    public Exception? Fault
    {
        get => _fault;
        set => _fault = value;
    }

    public int OpenCount { get; private set; }

    public int CloseCount { get; private set; }

    public void Hang() => _isFree.Reset();

    public void LetGo() => _isFree.Set();

    public void Open()
    {
        Call();
        OpenCount++;
    }

    public bool IsSetUp()
    {
        Call();
        return true;
    }

    public void Read(Span<float> frame)
    {
        Call();
        frame.Fill(_next++);
    }

    public void Close() => CloseCount++;

    private void Call()
    {
        _isFree.Wait();
        if (_fault is not null)
        {
            throw _fault;
        }
    }
}
