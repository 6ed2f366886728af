using System.Diagnostics;

namespace EdgeRuntime.Devices;

/// <summary>
/// What a broker has yet to answer: messages that one thread sent, under identifiers of their own, and its question whether the broker is
/// there. Another thread brings the answers. Nothing is allocated but for refusals.
/// </summary>
internal sealed class AwaitedAnswers : IDisposable
{
    /// <summary>Messages at a time.</summary>
    public const int Most = 16;

    /// <summary>The MQTT library counts its own identifiers up from 1, one for each subscription, and does not get here.</summary>
    public const ushort FirstIdentifier = 0x8000;

    private const int Identifiers = 0x8000, Waiting = -1;

    private readonly Lock _lock = new();
    private readonly KernelWake _came = new();
    private readonly int[] _reasons = new int[Most];
    private readonly string[] _texts = new string[Most];
    private int _count;
    private int _first;
    private bool _awaitsPing;
    private string? _fault;

    /// <summary>Why no answer will come any more; null while some may.</summary>
    public string? Fault
    {
        get
        {
            lock (_lock)
            {
                return _fault;
            }
        }
    }

    /// <summary>For the sender: begins to wait for the answers to so many messages, instead of those before.</summary>
    public void Begin(int count)
    {
        lock (_lock)
        {
            // Other identifiers than before, so that an answer that is late or comes twice is not taken for that to another message.
            _first = (_first + _count) % Identifiers;
            _count = count;
            _reasons.AsSpan(0, count).Fill(Waiting);
        }
    }

    /// <summary>The identifier of a message, by its index.</summary>
    public ushort IdentifierOf(int index) => (ushort)(FirstIdentifier + ((_first + index) % Identifiers));

    /// <summary>For the sender: a message that is not waited for.</summary>
    public void Settle(int index, byte reason, string text)
    {
        lock (_lock)
        {
            Set(index, reason, text);
        }
    }

    /// <summary>For the receiver: what the broker says. Of messages that nobody waits for, nothing is kept.</summary>
    public void Answer(Acknowledgement answer, string text)
    {
        lock (_lock)
        {
            var index = (answer.Identifier - FirstIdentifier - _first + Identifiers) % Identifiers;
            if (index >= _count || _reasons[index] != Waiting)
            {
                return;
            }

            Set(index, answer.Reason, text);
        }

        _came.Set();
    }

    /// <summary>For the sender: waits for the answer to a message.</summary>
    /// <param name="index">Which one.</param>
    /// <param name="untilTicks">Of <see cref="Stopwatch"/>.</param>
    /// <returns>The reason, and its text.</returns>
    /// <exception cref="IOException">There will be none.</exception>
    /// <exception cref="OperationCanceledException">It is late.</exception>
    public (byte Reason, string Text) Await(int index, long untilTicks)
    {
        while (true)
        {
            lock (_lock)
            {
                if (_reasons[index] != Waiting)
                {
                    return ((byte)_reasons[index], _texts[index]);
                }

                ThrowIfOver();
            }

            WaitUntil(untilTicks);
        }
    }

    /// <summary>For the sender: begins to wait for the answer to a PINGREQ.</summary>
    public void BeginPing()
    {
        lock (_lock)
        {
            _awaitsPing = true;
        }
    }

    /// <summary>For the receiver.</summary>
    /// <returns>Whether the sender waited for it.</returns>
    public bool AnswerPing()
    {
        lock (_lock)
        {
            if (!_awaitsPing)
            {
                return false;
            }

            _awaitsPing = false;
        }

        _came.Set();
        return true;
    }

    /// <inheritdoc cref="Await"/>
    public void AwaitPing(long untilTicks)
    {
        while (true)
        {
            lock (_lock)
            {
                if (!_awaitsPing)
                {
                    return;
                }

                ThrowIfOver();
            }

            WaitUntil(untilTicks);
        }
    }

    /// <summary>For the receiver: nothing more will come. Only the first reason is kept.</summary>
    public void Fail(string reason)
    {
        lock (_lock)
        {
            _fault ??= reason;
        }

        _came.Set();
    }

    public void Dispose() => _came.Dispose();

    private void Set(int index, byte reason, string text) => (_reasons[index], _texts[index]) = (reason, text);

    private void ThrowIfOver()
    {
        if (_fault is not null)
        {
            throw new IOException(_fault);
        }
    }

    private void WaitUntil(long untilTicks)
    {
        var left = untilTicks - Stopwatch.GetTimestamp();
        if (left <= 0)
        {
            throw new OperationCanceledException();
        }

        _came.Wait((long)(left * (1e9 / Stopwatch.Frequency)));
    }
}
