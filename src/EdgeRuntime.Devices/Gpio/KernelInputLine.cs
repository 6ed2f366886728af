namespace EdgeRuntime.Devices;

/// <summary>An input line of the kernel's character device; reading it allocates nothing.</summary>
/// <param name="descriptor">Of the line request; owned.</param>
internal sealed unsafe class KernelInputLine(int descriptor) : IInputLine
{
    /// <param name="chip">Label, name or path; empty for the chip behind the pin header.</param>
    /// <param name="line">Number or name.</param>
    /// <param name="bias">Flag of its pull resistor; 0 leaves it as the system set it up.</param>
    /// <param name="consumer">Name that <c>gpioinfo</c> shows.</param>
    /// <exception cref="GpioException">There is no such line, or another program holds it.</exception>
    public static KernelInputLine Open(string chip, string line, ulong bias, string consumer)
    {
        using var found = GpioChips.Open(chip);
        return new KernelInputLine(found.RequestInput(found.FindLine(line), bias, consumer));
    }

    public bool Read()
    {
        var values = new GpioUapi.LineValues { Mask = 1 };
        return KernelCalls.Control(descriptor, GpioUapi.GetLineValues, &values) >= 0
            ? (values.Bits & 1) != 0
            : throw GpioException.FromLastError("reading the line");
    }

    public void Dispose() => _ = KernelCalls.Close(descriptor);
}
