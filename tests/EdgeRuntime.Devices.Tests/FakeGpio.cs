using System.Device.Gpio;

namespace EdgeRuntime.Devices.Tests;

/// <summary>A GPIO chip in memory, with lines that can be pulled and a fault that can be switched on.</summary>
internal sealed class FakeGpio : GpioDriver
{
    private readonly Dictionary<int, PinValue> _levels = [];
    private readonly Dictionary<int, PinMode> _modes = [];
    private readonly Dictionary<int, (PinEventTypes Edges, PinChangeEventHandler Handler)> _watchers = [];

    /// <summary>While set, every access fails with this.</summary>
    public Exception? Fault { get; set; }

    public int OpenLines => _modes.Count;

    public int OpenCount { get; private set; }

    protected override int PinCount => 64;

    public PinValue LevelOf(int pin) => _levels.GetValueOrDefault(pin, PinValue.Low);

    public PinMode ModeOf(int pin) => _modes[pin];

    public GpioController Open()
    {
        OpenCount++;
        return Fault is null ? new GpioController(this) : throw Fault;
    }

    /// <summary>Changes an input's level and calls whoever watches such edges.</summary>
    public void Drive(int pin, PinValue level)
    {
        var edge = level == PinValue.High ? PinEventTypes.Rising : PinEventTypes.Falling;
        _levels[pin] = level;
        if (_watchers.TryGetValue(pin, out var watcher) && (watcher.Edges & edge) != 0)
        {
            watcher.Handler(this, new PinValueChangedEventArgs(edge, pin));
        }
    }

    protected override void OpenPin(int pinNumber) => Checked(() => _modes[pinNumber] = PinMode.Input);

    protected override void ClosePin(int pinNumber)
    {
        _modes.Remove(pinNumber);
        _watchers.Remove(pinNumber);
    }

    protected override void SetPinMode(int pinNumber, PinMode mode) => Checked(() => _modes[pinNumber] = mode);

    protected override void SetPinMode(int pinNumber, PinMode mode, PinValue initialValue) => Checked(() =>
    {
        _modes[pinNumber] = mode;
        _levels[pinNumber] = initialValue;
    });

    protected override PinMode GetPinMode(int pinNumber) => _modes[pinNumber];

    protected override bool IsPinModeSupported(int pinNumber, PinMode mode) => true;

    protected override PinValue Read(int pinNumber)
    {
        Checked(static () => { });
        return LevelOf(pinNumber);
    }

    protected override void Write(int pinNumber, PinValue value) => Checked(() => _levels[pinNumber] = value);

    protected override WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken) => default;

    protected override void AddCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback) =>
        Checked(() => _watchers[pinNumber] = (eventTypes, callback));

    protected override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback) => _watchers.Remove(pinNumber);

    private void Checked(Action access)
    {
        if (Fault is not null)
        {
            throw Fault;
        }

        access();
    }
}
