using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>Makes a device from its settings, touching no wire. Null when the settings are wrong, which is then noted in the node.</summary>
public delegate TDevice? CreateDevice<out TDevice>(ConfigNode settings, DeviceContext context) where TDevice : class, IDevice;

/// <summary>Every device of this build, by the <c>kind</c> that a pipeline file gives it: one line each.</summary>
public static class DeviceFactory
{
    private static readonly Dictionary<string, CreateDevice<ISensor>> SensorKinds = new()
    {
        ["replay"] = ReplaySensor.Create,
        ["synthetic"] = SyntheticSensor.Create,
        ["mpu6050"] = Mpu6050.Create,
        ["lsm6ds"] = Lsm6ds.Create,
        ["bme280"] = Bme280.Create,
        ["ina219"] = Ina219.Create,
        ["ads1115"] = Ads1115.Create,
        ["vl53l0x"] = Vl53l0x.Create,
        ["mcp3008"] = Mcp3008.Create,
        ["gpio"] = GpioLevel.Create,
        ["iio"] = IioSensor.Create,
        ["dht11"] = IioSensor.CreateDht,
        ["dht22"] = IioSensor.CreateDht,
        ["microphone"] = Microphone.Create,
        ["camera"] = CameraSettings.Create,
        ["joined"] = JoinedSensor.Create,
    };

    private static readonly Dictionary<string, CreateDevice<ITrigger>> TriggerKinds = new()
    {
        ["samples"] = SamplesTrigger.Create,
        ["timer"] = TimerTrigger.Create,
        ["level"] = LevelTrigger.Create,
        ["model"] = CascadeTrigger.Create,
        ["gpio"] = GpioTrigger.Create,
        ["mqtt"] = MqttTrigger.Create,
    };

    private static readonly Dictionary<string, CreateDevice<IActuator>> ActuatorKinds = new()
    {
        ["log"] = LogActuator.Create,
        ["jsonLines"] = JsonLinesActuator.Create,
        ["gpio"] = GpioOutputActuator.Create,
        ["relay"] = RelayActuator.Create,
        ["pwm"] = PwmActuator.Create,
        ["command"] = CommandActuator.Create,
        ["webhook"] = WebhookActuator.Create,
        ["mqtt"] = MqttActuator.Create,
    };

    public static ISensor? CreateSensor(ConfigNode settings, DeviceContext context) => Create(SensorKinds, settings, context);

    public static ITrigger? CreateTrigger(ConfigNode settings, DeviceContext context) => Create(TriggerKinds, settings, context);

    public static IActuator? CreateActuator(ConfigNode settings, DeviceContext context) => Create(ActuatorKinds, settings, context);

    private static TDevice? Create<TDevice>(Dictionary<string, CreateDevice<TDevice>> kinds, ConfigNode settings, DeviceContext context)
        where TDevice : class, IDevice
    {
        var kind = settings.Choice("kind", [.. kinds.Keys]);
        return kinds.TryGetValue(kind, out var create) ? create(settings, context) : null;
    }
}
