/** What is wrong with a GGUF file, said as what it is: "a GGUF file of version 9, ...". */
export class GgufError extends Error {
  readonly remedy: string;

  constructor(message: string, remedy = 'Download this file again, from the page of its author.') {
    super(message);
    this.remedy = remedy;
  }
}
