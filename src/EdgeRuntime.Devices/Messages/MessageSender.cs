namespace EdgeRuntime.Devices;

/// <summary>
/// Brings decisions from the ring to the transport in their order: at once while it is connected, over the spool when it is not. A message
/// leaves ring or spool only when it arrived. While the disk refuses, too, decisions wait in the ring. Made of steps on one thread.
/// </summary>
internal sealed class MessageSender(DecisionRing ring, MessageFormat format, Spool spool, IMessageTransport transport, Backoff backoff) : IDisposable
{
    private const int BatchMessages = 16;
    private const long DiskPauseNs = 1_000_000_000, SyncPeriodNs = 10_000_000_000;

    private readonly List<Message> _batch = new(BatchMessages);
    private long _connectAtNs;
    private long _spoolAtNs;
    private long _syncAtNs;
    private long _sent;
    private long _refused;
    private long _spooled;
    private long _lost;
    private long _waiting;
    private string? _fault;
    private string? _diskFault;
    private volatile bool _isConnected;
    private volatile bool _isDoubtful;

    public bool IsConnected => _isConnected;

    /// <summary>Connected, and since the last fault something arrived or nothing had to. May be read from any thread.</summary>
    public bool IsWell => _isConnected && !_isDoubtful;

    /// <summary>May be read from any thread.</summary>
    public MessageCounts Counts => new(
        Volatile.Read(ref _sent),
        Volatile.Read(ref _spooled),
        Volatile.Read(ref _lost) + Volatile.Read(ref _refused) + ring.DroppedCount,
        Volatile.Read(ref _waiting) + ring.Count);

    /// <summary>What went wrong since the last call; null when nothing did.</summary>
    public string? TakeFault() => Volatile.Read(ref _fault) is null ? null : Interlocked.Exchange(ref _fault, null);

    /// <summary>Does what can be done now.</summary>
    /// <returns>Nanoseconds until the next step, unless a decision comes before.</returns>
    public long Step(long nowNs)
    {
        OpenSpool(nowNs);
        if (!IsConnected)
        {
            StoreRing(nowNs);
            Connect(nowNs);
        }

        var untilNs = IsConnected ? SendSome(nowNs) : _connectAtNs;
        if (!IsConnected || spool.Count > 0)
        {
            StoreRing(nowNs);
        }

        SyncSpool(nowNs);
        Publish();
        return Math.Max(0, (IsConnected ? untilNs : Math.Min(_connectAtNs, NextDiskNs())) - nowNs);
    }

    /// <summary>Something happened that should not: the connection is given up and made anew.</summary>
    public void Fault(long nowNs, Exception fault) => Lose(nowNs, fault.Message);

    /// <summary>What is left goes to the disk, and from there, as far as it gets until then, to the transport.</summary>
    public void Finish(long nowNs, Func<bool> isLate)
    {
        StoreRing(nowNs);
        while (IsConnected && !isLate() && (spool.Count > 0 || ring.Count > 0))
        {
            _ = SendSome(nowNs);
        }

        SyncSpool(long.MaxValue);
        Publish();
        if (IsConnected)
        {
            transport.Disconnect();
        }
    }

    public void Dispose()
    {
        transport.Dispose();
        spool.Dispose();
        format.Dispose();
    }

    private void Connect(long nowNs)
    {
        if (nowNs < _connectAtNs)
        {
            return;
        }

        try
        {
            transport.Connect();
            _isConnected = true;
            backoff.Reset();
        }
        catch (IOException e)
        {
            Lose(nowNs, e.Message);
        }
    }

    private long SendSome(long nowNs)
    {
        try
        {
            Collect();
            if (_batch.Count == 0)
            {
                var untilNs = transport.Idle(nowNs, Counts);
                _isDoubtful = false;
                return untilNs;
            }

            var report = transport.Send(_batch);
            Volatile.Write(ref _sent, _sent + report.Done - report.Refused);
            Volatile.Write(ref _refused, _refused + report.Refused);
            if (spool.Count > 0)
            {
                spool.Remove(report.Done);
            }
            else
            {
                ring.Remove(report.Done);
            }

            if (report.Reason is not null)
            {
                Volatile.Write(ref _fault, report.Reason);
            }

            _isDoubtful &= report.Done == 0;
            if (report.Done < _batch.Count)
            {
                Lose(nowNs, report.Reason ?? "the connection was lost");
            }
        }
        catch (IOException e)
        {
            Lose(nowNs, e.Message);
        }

        return nowNs;
    }

    private void Collect()
    {
        _batch.Clear();
        format.Reuse();
        if (spool.Count > 0)
        {
            spool.Peek(_batch, BatchMessages);
        }

        // A damaged spool may turn out to hold nothing.
        if (spool.Count == 0)
        {
            for (var i = 0; i < Math.Min(ring.Count, BatchMessages); i++)
            {
                _batch.Add(format.MessageOf(ring[i]));
            }
        }
    }

    private void StoreRing(long nowNs)
    {
        try
        {
            while (ring.Count > 0 && spool.IsOpen && nowNs >= _spoolAtNs)
            {
                format.Reuse();
                spool.Append(format.MessageOf(ring[0]));
                ring.Remove(1);
                _diskFault = null;
            }
        }
        catch (IOException e)
        {
            RefuseDisk(nowNs, e.Message);
        }
    }

    private void OpenSpool(long nowNs)
    {
        if (spool.IsOpen || nowNs < _spoolAtNs)
        {
            return;
        }

        try
        {
            spool.Open();
            _diskFault = null;
        }
        catch (IOException e)
        {
            RefuseDisk(nowNs, e.Message);
        }
    }

    private void SyncSpool(long nowNs)
    {
        if (!spool.NeedsSync || nowNs < _syncAtNs)
        {
            return;
        }

        try
        {
            _syncAtNs = nowNs == long.MaxValue ? nowNs : nowNs + SyncPeriodNs;
            spool.Sync();
        }
        catch (IOException e)
        {
            RefuseDisk(nowNs, e.Message);
        }
    }

    private long NextDiskNs() => ring.Count > 0 || !spool.IsOpen ? _spoolAtNs : spool.NeedsSync ? _syncAtNs : long.MaxValue;

    private void Publish()
    {
        Volatile.Write(ref _spooled, spool.StoredCount);
        Volatile.Write(ref _lost, spool.DroppedCount + spool.DamagedCount);
        Volatile.Write(ref _waiting, spool.Count);
    }

    private void RefuseDisk(long nowNs, string reason)
    {
        _spoolAtNs = nowNs == long.MaxValue ? nowNs : nowNs + DiskPauseNs;
        if (_diskFault is null)
        {
            Volatile.Write(ref _fault, reason);
        }

        _diskFault = reason;
    }

    private void Lose(long nowNs, string reason)
    {
        (_isConnected, _isDoubtful) = (false, true);
        _connectAtNs = nowNs + backoff.Next();
        Volatile.Write(ref _fault, _diskFault is null ? reason : $"{reason}; and its spool: {_diskFault}");
    }
}
