import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import java.nio.charset.StandardCharsets;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;

/** Validates each line of standard input, a resource, against R4; prints a line for each message: number, severity, place, text. */
class Validator {
  public static void main(String[] arguments) throws Exception {
    FhirContext context = FhirContext.forR4();
    ValidationSupportChain support = new ValidationSupportChain(
        new DefaultProfileValidationSupport(context),
        new CommonCodeSystemsTerminologyService(context),
        new InMemoryTerminologyServerValidationSupport(context));
    FhirValidator validator = context.newValidator();
    validator.registerValidatorModule(new FhirInstanceValidator(support));
    String[] resources = new String(System.in.readAllBytes(), StandardCharsets.UTF_8).split("\n");
    for (int number = 0; number < resources.length; number++) {
      for (var message : validator.validateWithResult(resources[number]).getMessages()) {
        System.out.println(number + "\t" + message.getSeverity() + "\t" + message.getLocationString() + "\t" + message.getMessage());
      }
    }
  }
}
