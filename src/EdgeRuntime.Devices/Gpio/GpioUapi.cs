using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeRuntime.Devices;

/// <summary>Records and requests of the GPIO character device, version 2 (Linux 5.10, include/uapi/linux/gpio.h).</summary>
internal static class GpioUapi
{
    public const nuint GetChipInfo = 0x8044B401, GetLineInfo = 0xC100B405, GetLine = 0xC250B407, GetLineValues = 0xC010B40E, SetLineValues = 0xC010B40F;

    public const ulong Used = 1 << 0, Input = 1 << 2, Output = 1 << 3, EdgeRising = 1 << 4, EdgeFalling = 1 << 5;

    public const ulong BiasPullUp = 1 << 8, BiasPullDown = 1 << 9;

    public const uint OutputValuesAttribute = 2, DebounceAttribute = 3, RisingEvent = 1;

    public const int NameBytes = 32;

    [InlineArray(NameBytes)]
    public struct Name
    {
        private byte _first;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct ChipInfo
    {
        public Name Name;
        public Name Label;
        public uint Lines;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct LineInfo
    {
        public Name Name;
        public Name Consumer;
        public uint Offset;
        public uint AttributeCount;
        public ulong Flags;
        public LineAttributes Attributes;
        public Padding4 Padding;
    }

    /// <summary>An attribute of a line: what it is, and its value (flags, levels, or microseconds).</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct LineAttribute
    {
        public uint Id;
        public uint Padding;
        public ulong Value;
    }

    /// <summary>An attribute, and a bit for each line of the request that it is for.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct ConfigAttribute
    {
        public LineAttribute Attribute;
        public ulong Mask;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct LineConfig
    {
        public ulong Flags;
        public uint AttributeCount;
        public Padding5 Padding;
        public ConfigAttributes Attributes;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct LineRequest
    {
        public Offsets Offsets;
        public Name Consumer;
        public LineConfig Config;
        public uint LineCount;
        public uint EventBufferSize;
        public Padding5 Padding;
        public int Descriptor;
    }

    /// <summary>Levels of a request's lines, a bit for each, and which of them are meant.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct LineValues
    {
        public ulong Bits;
        public ulong Mask;
    }

    /// <summary>An edge, as the kernel hands it out.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct LineEvent
    {
        /// <summary>CLOCK_MONOTONIC.</summary>
        public ulong TimestampNs;
        public uint Id;
        public uint Offset;

        /// <summary>Counts the events of the whole request, from 1; a jump tells how many the kernel dropped.</summary>
        public uint SequenceNumber;
        public uint LineSequenceNumber;
        public Padding6 Padding;
    }

    [InlineArray(10)]
    public struct LineAttributes
    {
        private LineAttribute _first;
    }

    [InlineArray(10)]
    public struct ConfigAttributes
    {
        private ConfigAttribute _first;
    }

    [InlineArray(64)]
    public struct Offsets
    {
        private uint _first;
    }

    [InlineArray(4)]
    public struct Padding4
    {
        private uint _first;
    }

    [InlineArray(5)]
    public struct Padding5
    {
        private uint _first;
    }

    [InlineArray(6)]
    public struct Padding6
    {
        private uint _first;
    }
}
