namespace EdgeRuntime.Devices;

/// <summary>
/// A named pipe in place of a GPIO line: whoever writes records of <c>struct gpio_v2_line_event</c> into it pulls the line. From the
/// kernel's record on, its edges take the path that a chip's take; for load tests and recorded edges on machines without lines.
/// </summary>
internal static class NamedEdgePipe
{
    /// <exception cref="GpioException">There is no such pipe, or it may not be opened.</exception>
    public static EdgeReader Open(string file)
    {
        if (!File.Exists(file))
        {
            throw new GpioException($"there is no pipe '{file}': make it with mkfifo");
        }

        // Opened for both directions it neither waits for a writer nor ends with one; fifo(7).
        var descriptor = KernelCalls.Open(file, KernelCalls.ReadWrite | KernelCalls.CloseOnExec);
        return descriptor >= 0 ? new EdgeReader(descriptor) : throw GpioException.FromLastError(file);
    }
}
