namespace EdgeRuntime.Devices.Tests;

/// <summary>The examples of the kernel's documentation of triggered buffers, and the corners of the grammar.</summary>
public class IioElementTests
{
    [Theory]
    [InlineData("le:s12/16>>4", new byte[] { 0x10, 0x80 }, -2047)]
    [InlineData("le:s12/16>>4", new byte[] { 0xFF, 0x7F }, 2047)]
    [InlineData("be:s12/16>>4", new byte[] { 0x80, 0x1F }, -2047)]
    [InlineData("le:u10/16>>6", new byte[] { 0xC0, 0xFF }, 1023)]
    [InlineData("le:u12/16", new byte[] { 0xFF, 0xFF }, 4095)]
    [InlineData("be:u16/16", new byte[] { 0x12, 0x34 }, 0x1234)]
    [InlineData("le:s8/8", new byte[] { 0xFE }, -2)]
    [InlineData("be:s24/32>>8", new byte[] { 0xFF, 0xFF, 0xFE, 0x77 }, -2)]
    [InlineData("le:u24/32", new byte[] { 1, 2, 3, 0xFF }, 0x030201)]
    [InlineData("le:s64/64", new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF }, -1)]
    [InlineData("le:s32/32", new byte[] { 0, 0, 0, 0x80 }, int.MinValue)]
    public void BitsBecomeNumbers(string type, byte[] bytes, long expected)
    {
        var element = IioElement.Parse(type);
        Assert.Equal(bytes.Length, element.SizeBytes);
        Assert.Equal(expected, element.Raw(bytes));
    }

    [Theory]
    [InlineData("")]
    [InlineData("s12/16>>4")]
    [InlineData("le:f32/32")]
    [InlineData("le:s12/16X3>>4")]
    [InlineData("le:s12/16>>5")]
    [InlineData("le:s12/24")]
    [InlineData("le:s0/16")]
    [InlineData("le:s12/16>>4 ")]
    [InlineData("le:s128/128")]
    public void OtherTextsAreRefused(string type) => Assert.Contains($"'{type}'", Assert.Throws<IOException>(() => IioElement.Parse(type)).Message);
}
