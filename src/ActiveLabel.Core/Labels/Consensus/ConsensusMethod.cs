namespace ActiveLabel.Core.Labels.Consensus;

/// <summary>What several people's answers about an image come to. A verdict given in review stands whatever the others say, but for the first.</summary>
public enum ConsensusMethod
{
    /// <summary>The newest answer, whoever gave it and wherever.</summary>
    NewestAnswer,

    /// <summary>What most people say, each by their newest answer; of what as many say, that which was said last.</summary>
    MajorityVote,

    /// <summary>
    /// What is likeliest by how right each person has been found to be (<see cref="DawidSkene"/>). A round finds that out when
    /// it begins; until the next one, the majority serves for images with newer answers.
    /// </summary>
    DawidSkene,
}
