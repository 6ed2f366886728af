namespace EdgeRuntime.Devices;

/// <summary>An output line of the kernel's character device; setting it allocates nothing.</summary>
/// <param name="descriptor">Of the line request; owned.</param>
internal sealed unsafe class KernelOutputLine(int descriptor) : IOutputLine
{
    /// <param name="chip">Label, name or path; empty for the chip behind the pin header.</param>
    /// <param name="line">Number or name.</param>
    /// <param name="isHigh">First level.</param>
    /// <param name="consumer">Name that <c>gpioinfo</c> shows.</param>
    /// <exception cref="GpioException">There is no such line, or another program holds it.</exception>
    public static KernelOutputLine Open(string chip, string line, bool isHigh, string consumer)
    {
        using var found = GpioChips.Open(chip);
        return new KernelOutputLine(found.RequestOutput(found.FindLine(line), isHigh, consumer));
    }

    public void Write(bool isHigh)
    {
        var values = new GpioUapi.LineValues { Bits = isHigh ? 1UL : 0, Mask = 1 };
        if (KernelCalls.Control(descriptor, GpioUapi.SetLineValues, &values) < 0)
        {
            throw GpioException.FromLastError("setting the line");
        }
    }

    public void Dispose() => _ = KernelCalls.Close(descriptor);
}
