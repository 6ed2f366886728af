using System.Buffers.Binary;

namespace EdgeRuntime.Devices;

/// <summary>
/// How far a spool has been read and written: sequences of the next message to send and of the next to store. Written in turn into two
/// slots of one small file, so that a write cut short leaves the state before it. A slot, little-endian: generation, first, next (each
/// u64), CRC-32C of these (u32).
/// </summary>
internal sealed class SpoolState(ISpoolFiles files)
{
    public const string FileName = "state";

    private const int SlotBytes = 28, SlotDistance = 64, Slots = 2;

    private readonly byte[] _slot = new byte[SlotBytes];
    private long _generation;

    /// <summary>Whether a slot was undamaged.</summary>
    public bool IsKnown => _generation > 0;

    /// <summary>Sequence of the oldest message that was not sent.</summary>
    public long First { get; private set; }

    /// <summary>Sequence that the next message gets.</summary>
    public long Next { get; private set; }

    /// <summary>The newer of the undamaged slots; an empty spool when there is none.</summary>
    public void Load()
    {
        (_generation, First, Next) = (0, 0, 0);
        var bytes = files.Read(FileName);
        for (var offset = 0; offset + SlotBytes <= bytes.Length; offset += SlotDistance)
        {
            var slot = bytes.AsSpan(offset, SlotBytes);
            var generation = BinaryPrimitives.ReadInt64LittleEndian(slot);
            if (generation > _generation && BinaryPrimitives.ReadUInt32LittleEndian(slot[24..]) == SpoolRecord.Crc32C(slot[..24]))
            {
                _generation = generation;
                First = BinaryPrimitives.ReadInt64LittleEndian(slot[8..]);
                Next = BinaryPrimitives.ReadInt64LittleEndian(slot[16..]);
            }
        }
    }

    /// <summary>
    /// Remembers the state. When the disk refuses, this process goes on with it all the same: only after a kill would messages come again.
    /// </summary>
    public void Save(long first, long next)
    {
        (First, Next) = (first, next);
        _generation++;
        BinaryPrimitives.WriteInt64LittleEndian(_slot, _generation);
        BinaryPrimitives.WriteInt64LittleEndian(_slot.AsSpan(8), first);
        BinaryPrimitives.WriteInt64LittleEndian(_slot.AsSpan(16), next);
        BinaryPrimitives.WriteUInt32LittleEndian(_slot.AsSpan(24), SpoolRecord.Crc32C(_slot.AsSpan(0, 24)));
        try
        {
            files.Write(FileName, _generation % Slots * SlotDistance, _slot);
        }
        catch (IOException)
        {
            // The other slot still holds the state before; a refused record is what tells the user that the disk is full.
        }
    }
}
