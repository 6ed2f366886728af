using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeRuntime.Devices;

/// <summary>Records and requests of Video for Linux 2 on 64-bit systems (include/uapi/linux/videodev2.h).</summary>
internal static class V4l2Uapi
{
    public const nuint QueryCapability = 0x80685600, EnumerateFormats = 0xC0405602, SetFormat = 0xC0D05605, RequestBuffers = 0xC0145608;
    public const nuint QueryBuffer = 0xC0585609, QueueBuffer = 0xC058560F, DequeueBuffer = 0xC0585611;
    public const nuint StreamOn = 0x40045612, StreamOff = 0x40045613, SetParameters = 0xC0CC5616;

    public const uint Capture = 1, MappedMemory = 1, FieldNone = 1, FieldAny = 0;

    public const uint CaptureCapability = 1, StreamingCapability = 0x04000000, DeviceCapabilities = 0x80000000;

    public const uint ErrorFlag = 0x40, TimePerFrameCapability = 0x1000;

    /// <summary>v4l2_fourcc('Y', 'U', 'Y', 'V') and so on.</summary>
    public const uint Yuyv = 0x56595559, Grey = 0x59455247, MotionJpeg = 0x47504A4D;

    [StructLayout(LayoutKind.Sequential)]
    public struct Capability
    {
        public Text16 Driver;
        public Text32 Card;
        public Text32 BusInfo;
        public uint Version;
        public uint Capabilities;
        public uint DeviceCapabilities;
        public Reserved3 Reserved;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct FormatDescription
    {
        public uint Index;
        public uint Type;
        public uint Flags;
        public Text32 Description;
        public uint PixelFormat;
        public uint BusCode;
        public Reserved3 Reserved;
    }

    /// <summary>struct v4l2_format with the pixel format of its union; the union is aligned to 8.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 208)]
    public struct Format
    {
        [FieldOffset(0)]
        public uint Type;
        [FieldOffset(8)]
        public uint Width;
        [FieldOffset(12)]
        public uint Height;
        [FieldOffset(16)]
        public uint PixelFormat;
        [FieldOffset(20)]
        public uint Field;
        [FieldOffset(24)]
        public uint BytesPerLine;
        [FieldOffset(28)]
        public uint SizeImage;
    }

    /// <summary>struct v4l2_streamparm with the capture parameters of its union; a frame takes numerator / denominator seconds.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 204)]
    public struct StreamParameters
    {
        [FieldOffset(0)]
        public uint Type;
        [FieldOffset(4)]
        public uint Capability;
        [FieldOffset(12)]
        public uint Numerator;
        [FieldOffset(16)]
        public uint Denominator;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct BufferRequest
    {
        public uint Count;
        public uint Type;
        public uint Memory;
        public uint Capabilities;
        public uint Flags;
    }

    /// <summary>struct v4l2_buffer: time stamp at 24, sequence at 56, the offset to map at 64, the length at 72.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 88)]
    public struct Buffer
    {
        [FieldOffset(0)]
        public uint Index;
        [FieldOffset(4)]
        public uint Type;
        [FieldOffset(8)]
        public uint BytesUsed;
        [FieldOffset(12)]
        public uint Flags;
        [FieldOffset(56)]
        public uint Sequence;
        [FieldOffset(60)]
        public uint Memory;
        [FieldOffset(64)]
        public uint Offset;
        [FieldOffset(72)]
        public uint Length;
    }

    [InlineArray(16)]
    public struct Text16
    {
        private byte _first;
    }

    [InlineArray(32)]
    public struct Text32
    {
        private byte _first;
    }

    [InlineArray(3)]
    public struct Reserved3
    {
        private uint _first;
    }
}
