namespace EdgeRuntime.Devices.Tests;

/// <summary>A test with the real broker; skipped, saying so, where that is not installed.</summary>
public sealed class MosquittoFactAttribute : FactAttribute
{
    public MosquittoFactAttribute()
    {
        if (Mosquitto.Program is null)
        {
            Skip = "there is no broker here: apt-get install mosquitto";
        }
    }
}

/// <inheritdoc cref="MosquittoFactAttribute"/>
public sealed class MosquittoTheoryAttribute : TheoryAttribute
{
    public MosquittoTheoryAttribute() => Skip = new MosquittoFactAttribute().Skip;
}
