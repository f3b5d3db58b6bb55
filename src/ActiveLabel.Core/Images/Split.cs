namespace ActiveLabel.Core.Images;

/// <summary>Pool images are labelled to train; test images judge and never train.</summary>
public enum Split
{
    Pool,
    Test,

    /// <summary>
    /// Taken out of the project: it waits in no queue, trains and judges nothing and is found nowhere unless asked for. Its
    /// labels stay in the log, so that what it has trained can be told and made again, and it can be brought back.
    /// </summary>
    Removed,
}
