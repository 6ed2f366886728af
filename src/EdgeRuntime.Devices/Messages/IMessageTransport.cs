namespace EdgeRuntime.Devices;

/// <summary>
/// Brings messages to where they are wanted. Used by one thread, which may wait in it; what goes wrong outside is an
/// <see cref="IOException"/> with the reason.
/// </summary>
internal interface IMessageTransport : IDisposable
{
    /// <summary>Connects, within the transport's own time limit.</summary>
    /// <exception cref="IOException">It is not possible now.</exception>
    void Connect();

    /// <summary>Sends messages in their order and waits until they are known to have arrived, as far as the transport can know.</summary>
    SendReport Send(IReadOnlyList<Message> messages);

    /// <summary>Does what is due while nothing is to be sent.</summary>
    /// <returns>Monotonic nanoseconds at which it wants to be called again.</returns>
    /// <exception cref="IOException">The connection is lost.</exception>
    long Idle(long nowNs, MessageCounts counts);

    /// <summary>Says goodbye, if it can within a second.</summary>
    void Disconnect();
}

/// <summary>What became of messages.</summary>
/// <param name="Done">How many, from the first, need not be sent again.</param>
/// <param name="Refused">How many of these will never be taken, whenever they are sent.</param>
/// <param name="Reason">Why the others were not sent, or the last one was refused; null when all is well.</param>
internal readonly record struct SendReport(int Done, int Refused = 0, string? Reason = null);

/// <summary>Messages since the start.</summary>
/// <param name="Sent">Arrived.</param>
/// <param name="Spooled">Had to wait on the disk.</param>
/// <param name="Dropped">Lost: no room, refused, or damaged on the disk.</param>
/// <param name="Waiting">Not sent yet.</param>
internal readonly record struct MessageCounts(long Sent, long Spooled, long Dropped, long Waiting);
