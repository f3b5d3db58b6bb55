namespace ActiveLabel.Core.Images;

/// <summary>Pool images are labelled to train; test images judge and never train.</summary>
public enum Split
{
    Pool,
    Test,
}
