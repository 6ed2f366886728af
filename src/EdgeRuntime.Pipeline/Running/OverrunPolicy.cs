namespace EdgeRuntime.Pipeline;

/// <summary>What becomes of a trigger that finds its pipeline busy with the one before.</summary>
public enum OverrunPolicy
{
    /// <summary>The first one waits and is answered late; others are dropped.</summary>
    SkipNewest,

    /// <summary>The last one waits and is answered late; those before it are dropped.</summary>
    SkipOldest,

    /// <summary>The first one waits and gets the answer of the trigger before it, without an inference.</summary>
    PreviousAnswer,

    /// <summary>The first one waits and is answered by a smaller model.</summary>
    SmallerModel,
}
