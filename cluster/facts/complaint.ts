/** One thing that is not as the site says, or that nobody could see. */
export interface Complaint {
  /** `unknown`: it could not be seen, and so does not pass. */
  readonly result: 'wrong' | 'unknown';
  /** Name of the machine or of the part of the cluster. */
  readonly about: string;
  /** What is wrong, in one clause. */
  readonly message: string;
  /** The value that was seen, as it stands. */
  readonly seen: string;
  /** A place in a file, or a path of the API. */
  readonly where: string;
  readonly allowed: string;
  /** The edit or command that mends it. */
  readonly mend: string;
}
