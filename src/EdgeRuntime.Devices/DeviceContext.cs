using System.Device.Gpio;
using System.Device.I2c;
using System.Device.Spi;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>What a device may need besides its own settings.</summary>
public sealed record DeviceContext
{
    /// <summary>Name of the pipeline that the device serves.</summary>
    public required string Pipeline { get; init; }

    /// <summary>Folder of the pipeline file; relative paths in it start here.</summary>
    public required string BaseDirectory { get; init; }

    public required IPipelineLog Log { get; init; }

    /// <summary>Opens the board's GPIO; called when a line is first needed and after every fault.</summary>
    public Func<GpioController> OpenGpio { get; init; } = static () => new GpioController();

    /// <summary>Opens a part on an I2C bus, by the bus's number and the part's address; called as for <see cref="OpenGpio"/>.</summary>
    public Func<int, int, I2cDevice> OpenI2c { get; init; } = I2cBus.Open;

    /// <summary>Opens a part on an SPI bus, by the bus's number and its select line; called as for <see cref="OpenGpio"/>.</summary>
    public Func<int, int, SpiDevice> OpenSpi { get; init; } = SpiBus.Open;

    /// <summary>Where the system's root is, for devices that are found through sysfs.</summary>
    public string SystemRoot { get; init; } = "/";

    /// <summary>Opens the standard output, for actuators that write to it.</summary>
    public Func<Stream> OpenStandardOutput { get; init; } = Console.OpenStandardOutput;

    /// <summary>Where devices keep what outlasts a restart: systemd's state directory of the service, or else where packages put it.</summary>
    public string StateDirectory { get; init; } = Environment.GetEnvironmentVariable("STATE_DIRECTORY") ?? "/var/lib/edgeruntime";

    /// <summary>Where the kernel shows its PWM chips.</summary>
    public string PwmFolder { get; init; } = "/sys/class/pwm";

    /// <summary>The wall clock, which only labels what leaves the board.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public MonotonicClock Clock { get; init; } = MonotonicClock.System;

    /// <summary>Wakes the pipeline's thread.</summary>
    public IWake Wake { get; init; } = new EventWake();

    /// <summary>What becomes of triggers that find the pipeline busy.</summary>
    public OverrunPolicy Overrun { get; init; }

    /// <summary>Called first on every thread that a device owns, to give it the urgency of the pipeline's.</summary>
    public Action PlaceThread { get; init; } = static () => { };

    /// <summary>Frames of a full window; known once the sensor is.</summary>
    public int WindowFrames { get; init; }

    /// <summary>Numbers in a frame of the window.</summary>
    public int WindowChannels { get; init; } = 1;

    /// <summary>The model's classes.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    public DeviceHealth HealthOf(string device) => new($"{Pipeline}/{device}", Log);

    public string PathOf(string path) => Path.GetFullPath(path, BaseDirectory);
}
