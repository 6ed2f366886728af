using System.Device.Gpio;

namespace EdgeRuntime.Devices;

/// <summary>An output line through System.Device.Gpio, for systems without the character device.</summary>
internal sealed class LibraryOutputLine : IOutputLine
{
    private readonly GpioController _gpio;
    private readonly int _pin;

    /// <summary>Takes ownership of <paramref name="gpio"/>.</summary>
    public LibraryOutputLine(GpioController gpio, int pin, bool isHigh)
    {
        (_gpio, _pin) = (gpio, pin);
        try
        {
            gpio.OpenPin(pin, PinMode.Output, isHigh ? PinValue.High : PinValue.Low);
        }
        catch
        {
            gpio.Dispose();
            throw;
        }
    }

    public void Write(bool isHigh) => _gpio.Write(_pin, isHigh ? PinValue.High : PinValue.Low);

    public void Dispose() => _gpio.Dispose();
}
