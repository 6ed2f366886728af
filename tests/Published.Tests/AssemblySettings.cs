// The machine's processors belong to one published program at a time, or emulation would crawl.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
