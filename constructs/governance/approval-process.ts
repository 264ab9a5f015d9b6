/** Key by which a clinical process calls the approval, and the variable in which it finds the answer. */
export const APPROVAL_PROCESS = { key: 'clinician-approval', answer: 'approved' } as const;

/**
 * The approval as a BPMN 2.0 process, for others to call: it takes a suggestion, waits for one person of the group, and ends
 * with the variable `approved`. The engine lets only the group's members see and complete the task, and keeps who did.
 */
export function approvalProcess(clinicianRole: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="domicile" id="definitions">
  <process id="${APPROVAL_PROCESS.key}" name="Clinician approval" isExecutable="true">
    <startEvent id="suggested" name="Suggested"/>
    <sequenceFlow id="to-decision" sourceRef="suggested" targetRef="decision"/>
    <userTask id="decision" name="Approve or reject the suggestion">
      <documentation>Set the variable ${APPROVAL_PROCESS.answer} to true or false. Nothing happens without it.</documentation>
      <potentialOwner>
        <resourceAssignmentExpression>
          <formalExpression>group(${escapeXml(clinicianRole)})</formalExpression>
        </resourceAssignmentExpression>
      </potentialOwner>
    </userTask>
    <sequenceFlow id="to-answer" sourceRef="decision" targetRef="answer"/>
    <exclusiveGateway id="answer" name="Approved?" default="no"/>
    <sequenceFlow id="no" sourceRef="answer" targetRef="rejected"/>
    <sequenceFlow id="yes" sourceRef="answer" targetRef="accepted">
      <conditionExpression><![CDATA[#{execution.hasVariable('${APPROVAL_PROCESS.answer}') && ${APPROVAL_PROCESS.answer} == true}]]></conditionExpression>
    </sequenceFlow>
    <endEvent id="accepted" name="Approved"/>
    <endEvent id="rejected" name="Rejected"/>
  </process>
</definitions>
`;
}

function escapeXml(text: string): string {
  return text.replace(/[<>&'"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
