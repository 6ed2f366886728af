namespace EdgeTool.Training;

/// <summary>How a twin is trained.</summary>
public sealed record TrainingOptions
{
    /// <summary>Of shuffling and augmentation.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Most passes over the data.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Examples of one step.</summary>
    public int Batch { get; init; } = 64;

    public OptimizerKind Optimizer { get; init; }

    /// <summary>Of the first step.</summary>
    public double LearningRate { get; init; } = 1e-3;

    public RateSchedule Schedule { get; init; } = RateSchedule.Cosine;

    /// <summary>Pull of weights towards 0: part of the gradient.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Of <see cref="OptimizerKind.Sgd"/>.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Largest norm of the whole gradient; 0 for none.</summary>
    public double ClipNorm { get; init; }

    /// <summary>Share of the label that is spread over all classes (Szegedy et al. 2016).</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Examples are blended with others by a share from Beta(alpha, alpha); 0: not.</summary>
    public double Mixup { get; init; }

    /// <summary>Whether convolutions of a finished net learn on behind batch normalization, which is folded into them again.</summary>
    public bool Renormalize { get; init; }

    /// <summary>Epochs without a better validation score after which training ends; 0: never early.</summary>
    public int Patience { get; init; }

    public IReadOnlyList<Augmentation> Augmentations { get; init; } = [];

    public TrainingTask Task { get; init; }

    /// <summary>File that keeps what a later run needs to go on; none when left out.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>The rate of a step.</summary>
    /// <param name="done">Share of all steps before it, 0 to 1.</param>
    public double RateAt(double done) => LearningRate * Schedule switch
    {
        RateSchedule.Constant => 1,
        RateSchedule.Linear => 1 - done,
        RateSchedule.Step => done < 0.5 ? 1 : done < 0.75 ? 0.1 : 0.01,
        _ => (1 + Math.Cos(Math.PI * done)) / 2,
    };
}

/// <summary>How weights follow gradients.</summary>
public enum OptimizerKind
{
    /// <summary>Kingma and Ba 2015.</summary>
    Adam,

    /// <summary>Stochastic gradient descent with momentum.</summary>
    Sgd,
}

/// <summary>How the learning rate falls.</summary>
public enum RateSchedule
{
    /// <summary>Half a cosine down to 0 (Loshchilov and Hutter 2017).</summary>
    Cosine,
    Linear,
    Constant,

    /// <summary>A tenth after half of the steps, a hundredth after three quarters.</summary>
    Step,
}

/// <summary>What the answers are compared with.</summary>
public enum TrainingTask
{
    /// <summary>Labels: cross entropy.</summary>
    Classify,

    /// <summary>Targets: mean squared error.</summary>
    Regress,

    /// <summary>The input itself: mean squared error.</summary>
    Reconstruct,
}
