using EdgeRuntime.Pipeline;

namespace EdgeTool.Training;

/// <summary>The wrist rolls by 20 to 70 degrees to one side and back; gravity wanders through the axes.</summary>
internal sealed class TiltMotion : HandMotion
{
    private readonly double _frequencyHz, _roll, _pitch, _lift, _phase;

    public TiltMotion(Wearer wearer, SplitMix random)
    {
        _frequencyHz = random.Uniform(0.4, 0.8) * wearer.Tempo;
        _roll = random.Uniform(25, 60) * Math.PI / 180 * Math.Min(wearer.Vigour, 1.6) * (random.Uniform() < 0.5 ? -1 : 1);
        _pitch = random.Uniform(-0.25, 0.25);
        (_lift, _phase) = (random.Uniform(0, 1) * wearer.Vigour, Phase(random));
    }

    public override Vector3 AnglesAt(double seconds)
    {
        // (1 - cos) / 2 runs from rest to the full angle and back with no jerk at either end.
        var turned = 0.5 - (0.5 * PortableMath.Cos((2 * Math.PI * _frequencyHz * seconds) + _phase));
        return new Vector3(_roll, _roll * _pitch, _roll * 0.1) * turned;
    }

    public override Vector3 AccelerationAt(double seconds) => new(0, 0.3 * _lift * Wave(_frequencyHz, seconds, _phase + 1), _lift * Wave(_frequencyHz, seconds, _phase));
}
