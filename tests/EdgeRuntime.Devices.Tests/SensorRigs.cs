using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices.Tests;

/// <summary>Every kind of sensor that is on a wire, each on its simulated bus or kernel interface.</summary>
internal static class SensorRigs
{
    private static readonly Exception[] BusFaults =
    [
        new IOException("Error 121 performing I2C data transfer."), new IOException("Error 110 performing I2C data transfer."),
        new IOException("Error 5 performing I2C data transfer."), new UnauthorizedAccessException("bus"), new ObjectDisposedException("bus"),
    ];

    public static Dictionary<string, Func<TestContext, SensorRig>> All { get; } = new()
    {
        ["mpu6050"] = c => OnRegisters(c, """{ "kind": "mpu6050", "sampleRateHz": 100 }""", b => b.Set(0x75, 0x68)),
        ["lsm6ds"] = c => OnRegisters(c, """{ "kind": "lsm6ds", "sampleRateHz": 100 }""", b => b.Set(0x0F, 0x6C)),
        ["bme280"] = c => OnRegisters(c, """{ "kind": "bme280", "sampleRateHz": 20 }""", b => b.Set(0xD0, 0x60)),
        ["ina219"] = c => OnRegisters(c, """{ "kind": "ina219", "sampleRateHz": 50 }""", _ => { }, hasWords: true),
        ["ads1115"] = c => OnI2c(c, """{ "kind": "ads1115", "sampleRateHz": 50, "dataRateHz": "860" }""", new Ads1115Bus([1, 1, 1, 1])),
        ["vl53l0x"] = Distance,
        ["mcp3008"] = Converter,
        ["gpio"] = Line,
        ["iio"] = c => Values(c, """{ "kind": "iio", "device": "x", "channels": ["temp"], "sampleRateHz": 20 }"""),
        ["dht22"] = c => Values(c, """{ "kind": "dht22", "device": "x", "attempts": 1 }"""),
        ["iio buffer"] = Buffer,
        ["microphone"] = Sound,
        ["camera"] = Pictures,
    };

    private static ISensor Sensor(TestContext context, string settings, DeviceContext device) => DeviceFactory.CreateSensor(context.Settings(settings), device)!;

    /// <summary>A part whose registers may also lose what was written to them.</summary>
    private static SensorRig OnRegisters(TestContext context, string settings, Action<RegisterBus> identify, bool hasWords = false)
    {
        var bus = new RegisterBus(hasWords);
        identify(bus);
        return new SensorRig(
            Sensor(context, settings, context.Device with { OpenI2c = (_, _) => bus.Open() }),
            way => bus.Fault = BusFaults[way % BusFaults.Length],
            () =>
            {
                bus.Set(0, new byte[256]);
                identify(bus);
                bus.Fault = null;
            });
    }

    private static SensorRig OnI2c(TestContext context, string settings, System.Device.I2c.I2cDevice part)
    {
        var bus = new FaultyI2c(part);
        return new SensorRig(
            Sensor(context, settings, context.Device with { OpenI2c = (_, _) => bus.Open() }),
            way => bus.Fault = BusFaults[way % BusFaults.Length],
            () => bus.Fault = null);
    }

    private static SensorRig Distance(TestContext context)
    {
        var part = new Vl53l0xBus();
        part.Measure(0x58, 100);
        return OnI2c(context, """{ "kind": "vl53l0x", "sampleRateHz": 20 }""", part);
    }

    private static SensorRig Converter(TestContext context)
    {
        var bus = new Mcp3008Bus(new int[8]);
        var settings = """{ "kind": "mcp3008", "sampleRateHz": 50 }""";
        return new SensorRig(
            Sensor(context, settings, context.Device with { OpenSpi = (_, _) => bus }), _ => bus.IsConnected = false, () => bus.IsConnected = true);
    }

    private static SensorRig Line(TestContext context)
    {
        var settings = """{ "kind": "gpio", "pin": 4, "sampleRateHz": 50, "through": "library" }""";
        return new SensorRig(Sensor(context, settings, context.Device), way => context.Gpio.Fault = BusFaults[way % BusFaults.Length], () => context.Gpio.Fault = null);
    }

    private static SensorRig Values(TestContext context, string settings)
    {
        var iio = new FakeIio("x");
        Mend();
        return new SensorRig(
            Sensor(context, settings, context.Device with { SystemRoot = iio.Root }),
            way => iio["in_temp_input"] = way % 2 == 0 ? "" : "Input/output error",
            Mend)
        {
            Clean = iio.Dispose,
        };

        void Mend() => (iio["in_temp_input"], iio["in_humidityrelative_input"]) = ("21000", "40000");
    }

    private static SensorRig Buffer(TestContext context)
    {
        var settings = """{ "kind": "iio", "device": "x", "channels": ["accel_x"], "sampleRateHz": 100, "buffer": { } }""";
        var (iio, isBroken) = (new FakeIio("x"), false);
        iio.AddElement("accel_x", 0, "le:s16/16");
        iio.AddBuffer();
        var sensor = (IWiredSensor)Sensor(context, settings, context.Device with { SystemRoot = iio.Root });
        return new SensorRig(sensor, Break, Mend)
        {
            Feed = () =>
            {
                if (!isBroken && sensor.Descriptor >= 0)
                {
                    iio.Write(1, 0, 2, 0);
                }
            },
            SilentMs = 2100,
            Clean = iio.Dispose,
        };

        void Break(int way) => (isBroken, iio["name"]) = (true, "gone");

        void Mend() => (isBroken, iio["name"]) = (false, "x");
    }

    private static SensorRig Sound(TestContext context)
    {
        var pcm = new FakePcm(1);
        return new SensorRig(
            new Microphone(pcm, 1, 16000, 320, "microphone", context.Device),
            way => (pcm.Fault, pcm.NextFault) = way % 3 == 0 ? (0, -32) : (-5 - way, 0),
            () => pcm.Fault = 0)
        {
            Feed = () => pcm.Record(1, 2, 3),
            SilentMs = 1100,
        };
    }

    private static SensorRig Pictures(TestContext context)
    {
        var node = new FakeCamera(V4l2Uapi.Grey, 8, 8, 30, 64);
        var camera = new Camera(new CameraFormat(8, 8, V4l2Uapi.Grey, 30), 1, node.Open, () => new GreyDecoder(8, 8, 1), "camera", context.Device);
        return new SensorRig(camera, way => node.Fault = way % 2 == 0 ? 19 : 5, () => node.Fault = 0)
        {
            Feed = () => node.Shoot(new byte[64], node.QueuedCount % 3 == 1 ? V4l2Uapi.ErrorFlag : 0),
            SilentMs = 2100,
        };
    }
}
