// Nets are trained on one thread; several at a time would only wait for each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
