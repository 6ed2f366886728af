using System.Device.Gpio;

namespace EdgeRuntime.Devices;

/// <summary>An input line through System.Device.Gpio, for systems without the character device.</summary>
internal sealed class LibraryInputLine : IInputLine
{
    private readonly GpioController _gpio;
    private readonly int _pin;

    /// <summary>Takes ownership of <paramref name="gpio"/>.</summary>
    public LibraryInputLine(GpioController gpio, int pin, PinMode mode)
    {
        (_gpio, _pin) = (gpio, pin);
        try
        {
            gpio.OpenPin(pin, mode);
        }
        catch
        {
            gpio.Dispose();
            throw;
        }
    }

    public bool Read() => _gpio.Read(_pin) == PinValue.High;

    public void Dispose() => _gpio.Dispose();
}
